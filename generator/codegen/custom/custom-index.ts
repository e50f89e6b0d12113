import type { ReadModule } from './read-module.ts';

/** What is in the document of custom kinds, to be read by people and by reviewers of a change: its digest, and each module with its licence and the kinds that come from it. */
export function customIndex(modules: readonly ReadModule[], sha256: string): string {
  const entries = modules.map(({ module, version, licence, definitions }) => ({
    module: `${module}@${version}`,
    licence,
    kinds: definitions.flatMap(kindsIn).sort(),
  }));
  return `${JSON.stringify({ document: 'custom-kinds.json', sha256, modules: entries }, null, 2)}\n`;
}

function kindsIn({ spec }: ReadModule['definitions'][number]): readonly string[] {
  const { group, names, versions = [] } = spec;
  return versions.filter(({ served }) => served).map(({ name }) => `${group}/${name}/${names.kind}`);
}
