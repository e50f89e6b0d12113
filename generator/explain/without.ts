import { stringify } from 'yaml';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { isMap, own } from '../map.ts';
import type { Tree } from '../tree.ts';
import type { Explained } from './explanation.ts';
import { place } from './place.ts';

/** What would be without an option: the files that would differ, or the errors for which there would be none. */
export type Without = { readonly files: readonly string[] } | { readonly errors: readonly Diagnostic[] };

/** Compiles the platform without the option at a path. */
export function without(path: Path, { source, tree, compiled }: Explained): Without {
  const value = structuredClone(source.value);
  const above = path
    .slice(0, -1)
    .reduce<unknown>((each, key) => (isMap(each) ? own(each, String(key)) : undefined), value);
  delete (above as { [key: string]: unknown })[String(path.at(-1))];
  const { tree: other, diagnostics } = compiled(stringify(value));
  if (other === undefined) return { errors: diagnostics.filter(({ severity }) => severity === 'error') };
  return { files: differing(tree, other) };
}

function differing(one: Tree, other: Tree): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path)).sort();
}

/** The same as people read it. */
export function withoutLines(found: Without, platform: Explained): readonly string[] {
  if ('errors' in found) return requiredLines(found.errors, platform);
  const { files } = found;
  if (files.length === 0) return ['  says what holds without it'];
  return [
    `  without it, ${files.length} ${files.length === 1 ? 'file' : 'files'} would differ:`,
    ...files.map((each) => `    ${each}`),
  ];
}

/** How many errors say enough. */
const shown = 5;

function requiredLines(errors: readonly Diagnostic[], platform: Explained): readonly string[] {
  // without errors there is no tree only where a chart would have to be rendered first
  if (errors.length === 0) return ['  which files would differ without it, only rendering other charts would say'];
  const more = errors.length - shown;
  return [
    '  cannot be left out; without it:',
    ...errors.slice(0, shown).map((each) => `    ${errorLine(each, platform)}`),
    ...(more > 0 ? [`    and ${more} more ${more === 1 ? 'error' : 'errors'}`] : []),
  ];
}

/** Where it would be, counts from the file as it is. */
function errorLine({ code, message, path = [] }: Diagnostic, { source }: Explained): string {
  const isThere = path.length > 0 && source.locate(path) !== undefined;
  return `${isThere ? `${place(source, path)} ` : ''}${code}: ${message}`;
}
