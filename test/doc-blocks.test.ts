import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { filesIn } from '../generator/codegen/files-in.ts';
import { registry } from '../generator/generated/registry.ts';
import { compile } from '../generator/index.ts';
import { plinth, repository } from './support/cli.ts';
import { edited } from './support/edited.ts';

const pages = ['README.md', ...filesIn(join(repository, 'docs')).map((file) => `docs/${file}`)].filter(
  (file) => file.endsWith('.md') && !file.startsWith('docs/reference/'),
);
const blocksOf = (page: string, language: string) =>
  [
    ...readFileSync(join(repository, page), 'utf8').matchAll(
      new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'),
    ),
  ].map(([, text = '']) => text);
const schema = JSON.parse(readFileSync(join(repository, 'schema/platform.schema.json'), 'utf8')) as {
  readonly properties: object;
};
const options = Object.keys(schema.properties);
const shipped: unknown = parse(readFileSync(join(repository, 'platform.yaml'), 'utf8'));

/** Whether a block is of a platform.yaml, and nothing is left out of it. */
function isOfPlatform(text: string): boolean {
  if (text.includes('…')) return false;
  const [document, ...more] = parseAllDocuments(text);
  const value: unknown = document === undefined ? undefined : document.toJS();
  if (more.length > 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every((key) => options.includes(key));
}

/** What an example needs beside it, and the platform of this repository does not have: a lock, machines. */
const beside: { readonly [page: string]: string } = {
  'docs/guides/delivery.md': 'not-locked',
  'docs/guides/machines-with-omni.md': 'unknown-node',
};

/** Their examples are of another platform, which a test of their own makes. */
const elsewhere = ['docs/guides/add-a-component.md', 'docs/guides/extensions.md', 'docs/guides/recipes.md'];

const found = pages
  .filter((page) => !elsewhere.includes(page))
  .flatMap((page) =>
    blocksOf(page, 'yaml')
      .filter(isOfPlatform)
      .map((text, index) => ({ page, index, text })),
  );

it('the documentation has examples', () => {
  expect(found.length).toBeGreaterThan(9);
});

describe.each(found)('$page, example $index', ({ page, text }) => {
  it('is taken: alone where it is whole, else as an edit of the platform of this repository', () => {
    const value: unknown = parse(text);
    const whole = typeof value === 'object' && value !== null && 'version' in value && 'clusters' in value;
    const { diagnostics } = compile(stringify(whole ? value : edited(shipped, value)), registry);
    // what does not fit an example stands elsewhere in the platform: the repository's owner is not its organisation
    const isOwn = (path: readonly unknown[]) => whole || Object.hasOwn(value as object, String(path[0]));
    const errors = diagnostics.filter(
      ({ severity, code, path = [] }) => severity === 'error' && code !== beside[page] && isOwn(path),
    );
    expect(errors.map(({ message }) => message)).toEqual([]);
  });
});

describe('the commands of the documentation', () => {
  const lines = pages.flatMap((page) =>
    blocksOf(page, 'sh').flatMap((text) =>
      text
        .split('\n')
        .map((line) => /^(?:npx )?plinth (.*?)\s*(?:#.*|[|>].*)?$/.exec(line)?.[1]?.trim())
        .filter((line): line is string => line !== undefined && line !== '' && !line.includes('<'))
        .map((line) => ({ page, line })),
    ),
  );

  it('are some', () => {
    expect(lines.length).toBeGreaterThan(15);
  });

  it.each(lines)('$page: plinth $line has a command and flags that there are', ({ line }) => {
    const words = line.split(/\s+/);
    const { out } = plinth([words[0] ?? '', '--help']);
    expect(out).toContain(`Usage: plinth ${words[0]}`);
    for (const flag of words.filter((word) => word.startsWith('--')))
      expect(out).toMatch(new RegExp(`${flag.split('=')[0]}\\b|--json for short|--platform`));
  });
});
