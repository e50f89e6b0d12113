import type { Atlas, TableName } from '../atlas/atlas.ts';
import { fragmentOf } from './place.ts';

/** Something that can be found. */
export interface Entry {
  readonly kind: string;
  readonly name: string;
  readonly cluster: string;
  readonly fragment: string;
  /** All that it is found by, in lower case. */
  readonly text: string;
}

const kinds: { readonly [T in TableName]?: string } = {
  apps: 'app',
  hosts: 'host',
  certificates: 'certificate',
  secrets: 'secret',
  storage: 'storage',
  charts: 'chart',
  images: 'image',
  warnings: 'warning',
};

/** Everything in the atlas that can be found: clusters first, then stages, then what is in tables. */
export function entriesOf({ clusters, pictures, texts }: Atlas): readonly Entry[] {
  const named = clusters.map(({ name }) => entry('cluster', name, name, fragmentOf({ cluster: name })));
  const stages = clusters.flatMap(({ name, picture }) =>
    (pictures[picture]?.stages ?? []).map(({ id, summary }) =>
      entry('stage', id, name, fragmentOf({ cluster: name, stage: id }), summary),
    ),
  );
  const rows = clusters.flatMap(({ name, tables }) =>
    (Object.keys(kinds) as TableName[]).flatMap((section) =>
      tables[section].map(([, , ...cells]) => {
        const [title = '', ...rest] = cells.map((cell) => texts[cell] ?? '');
        return entry(kinds[section] ?? '', title, name, fragmentOf({ cluster: name, section }), rest.join(' '));
      }),
    ),
  );
  return [...named, ...stages, ...rows];
}

function entry(kind: string, name: string, cluster: string, fragment: string, more = ''): Entry {
  return { kind, name, cluster, fragment, text: `${kind} ${name} ${cluster} ${more}`.toLowerCase() };
}

/** The entries with all the words of a query: those whose name begins with it first, else in their own order. */
export function found(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const all = entries.filter(({ text }) => words.every((word) => text.includes(word)));
  const begins = ({ name }: Entry) => name.toLowerCase().startsWith(words[0] ?? '');
  return [...all.filter(begins), ...all.filter((each) => !begins(each))];
}

/** The words of a query in lower case. */
export function wordsOf(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}
