import type { Beginning } from './beginning.ts';

/** The top of every platform.yaml. Texts from outside are quoted, so that none can be anything else. */
export function head({ name, domain, git }: Beginning, title: string): string {
  return `# yaml-language-server: $schema=./node_modules/plinth/schema/platform.schema.json
# ${title}
# An editor with YAML support completes every option here, and says what it is for.
version: 1
name: ${JSON.stringify(name)}
domain: ${JSON.stringify(domain)}
git:
  url: ${JSON.stringify(git)}
`;
}
