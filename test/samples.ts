import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Fields } from '../generator/kubernetes/structural-schema.ts';

type Path = readonly (string | number)[];

/** Objects that a contract takes, and changes of the first one that it refuses at `at`. */
export interface Samples {
  readonly valid: readonly Fields[];
  readonly invalid: readonly { readonly path: Path; readonly at: Path; readonly object: Fields }[];
}

const folder = join(import.meta.dirname, 'contracts');

/** Every file of samples, as `<group>/<Kind>.yaml`, sorted. */
export function sampleFiles(): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
}

/** The samples of a contract, by its file; none where there is no file. */
export function samplesOf(file: string): Samples {
  const path = join(folder, file);
  if (!existsSync(path)) return { valid: [], invalid: [] };
  const { valid, invalid } = parse(readFileSync(path, 'utf8')) as Written;
  const [first = {}] = valid;
  return {
    valid,
    invalid: invalid.map((each) => ({
      path: each.path,
      at: each.at ?? each.path,
      object: changed(first, each) as Fields,
    })),
  };
}

interface Written {
  readonly valid: readonly Fields[];
  readonly invalid: readonly Change[];
}

interface Change {
  readonly path: Path;
  readonly value?: unknown;
  readonly at?: Path;
}

/** A copy of a value with the one at a path replaced, or taken away when the change has no value. */
export function changed(value: unknown, { path: [key, ...below], ...change }: Change): unknown {
  if (key === undefined) return change.value;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Fields) }) as { [key: string | number]: unknown };
  if (below.length === 0 && !('value' in change)) delete copy[key];
  else copy[key] = changed(copy[key], { path: below, ...change });
  return copy;
}
