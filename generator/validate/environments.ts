import type { Diagnostic } from '../diagnostic.ts';
import { isMap, valueAt } from '../map.ts';
import type { Source } from '../read.ts';
import { isSecretKey } from '../secret-key.ts';

/** What is wrong with variables in `env` of apps as they are written: each must reach its container as the text that stands there. */
export function environments(source: Source): readonly Diagnostic[] {
  const apps = keysAt(source.value, ['apps']);
  return apps.flatMap((app) =>
    blocksOf(source.value, app).flatMap(({ block, under }) =>
      keysAt(source.value, [...block, 'env']).flatMap((name) => [
        ...rewritten(source, [...block, 'env', name]),
        ...empty(source.value, [...block, 'env', name], under),
      ]),
    ),
  );
}

interface EnvironmentBlock {
  readonly block: readonly string[];
  /** What it is merged over on its cluster. */
  readonly under?: readonly string[];
}

/** Everything of an app that may have an `env`: itself, its services, and what differs of both on a cluster. */
function blocksOf(value: unknown, app: string): readonly EnvironmentBlock[] {
  const wide = ['apps', app];
  const inside = (path: readonly string[]) => [
    [],
    ...keysAt(value, [...path, 'services']).map((name) => ['services', name]),
  ];
  const differing = keysAt(value, [...wide, 'clusters']).map((cluster) => [...wide, 'clusters', cluster]);
  return [
    ...inside(wide).map((each) => ({ block: [...wide, ...each] })),
    ...differing.flatMap((path) =>
      inside(path).map((each) => ({ block: [...path, ...each], under: [...wide, ...each] })),
    ),
  ];
}

function keysAt(value: unknown, path: readonly string[]): readonly string[] {
  const map = valueAt(value, ...path);
  return isMap(map) ? Object.keys(map) : [];
}

/** YAML makes a number of `3.10`, which has no second decimal any more. */
function rewritten({ value: all, written }: Source, path: readonly string[]): readonly Diagnostic[] {
  const value = valueAt(all, ...path);
  if (typeof value !== 'number' && typeof value !== 'boolean') return [];
  const text = written(path);
  if (text === undefined || text === String(value)) return [];
  const name = path.at(-1) ?? '';
  const what = typeof value === 'number' ? 'a number' : 'no text';
  const message = isSecretKey(name)
    ? `\`${name}\` is ${what} to YAML, and its container would not get it as it is written`
    : `\`${name}\` is written \`${text}\`, which is ${what} to YAML: its container would get \`${value}\``;
  const hint = isSecretKey(name) ? 'put it in quotes' : `put it in quotes: \`"${text}"\``;
  return [{ code: 'wrong-type', severity: 'error', message, hint, path, at: 'value' }];
}

/** On a cluster, `null` takes away what the app says; elsewhere there is nothing to take away. */
function empty(value: unknown, path: readonly string[], under?: readonly string[]): readonly Diagnostic[] {
  if (valueAt(value, ...path) !== null) return [];
  const name = path.at(-1) ?? '';
  if (under !== undefined && keysAt(value, [...under, 'env']).includes(name)) return [];
  const message = `\`${name}\` is empty, and no container would get it`;
  return [
    { code: 'wrong-type', severity: 'error', message, hint: 'write `""` for an empty text, or take it out', path },
  ];
}
