import type { Path, Position } from '../../diagnostic.ts';
import { type Artefact, artefactId, type Lock, type LockDrift, nameOf, type Want } from '../../lock.ts';
import type { Source } from '../../read.ts';

/** What a run did to the lock, as names of artefacts; every list is sorted. */
export interface LockChanges {
  readonly added: readonly string[];
  /** The same artefact, with another digest. */
  readonly updated: readonly string[];
  readonly removed: readonly string[];
}

/** How one lock became another. */
export function lockChanges(old: Lock, now: Lock): LockChanges {
  const before = new Map(old.map((entry) => [artefactId(entry), entry]));
  const after = new Set(now.map(artefactId));
  const isUpdated = ({ sha256 }: { sha256: string }, was = { sha256 }) => was.sha256 !== sha256;
  return {
    added: now.filter((entry) => !before.has(artefactId(entry))).map(nameOf),
    updated: now.filter((entry) => isUpdated(entry, before.get(artefactId(entry)))).map(nameOf),
    removed: old.filter((entry) => !after.has(artefactId(entry))).map(nameOf),
  };
}

/** The changes, a line each. */
export function changeLines({ added, updated, removed }: LockChanges): string {
  const list = (word: string, names: readonly string[]) => names.map((name) => `${word.padEnd(8)} ${name}\n`).join('');
  return `${list('added', added)}${list('updated', updated)}${list('removed', removed)}`;
}

/** What differs between the lock and the platform, a line each, with the places in the platform's file that want it. */
export function driftLines({ missing, changed, stale }: LockDrift, file: string, source: Source): readonly string[] {
  return [
    ...missing.map((want) => `missing  ${nameOf(want.artefact)} (${places(want, file, source)})`),
    ...changed.map(
      ({ entry, want }) => `changed  ${nameOf(entry)} → ${sourceOf(want.artefact)} (${places(want, file, source)})`,
    ),
    ...stale.map((entry) => `stale    ${nameOf(entry)} (nothing uses it)`),
  ];
}

function sourceOf(artefact: Artefact): string {
  return artefact.kind === 'manifest' ? artefact.url : `${artefact.version} from ${artefact.repository}`;
}

function places({ paths }: Want, file: string, source: Source): string {
  const found = paths.map((path) => {
    const { line, column }: Position = source.locate(path);
    return `${file}:${line}:${column} ${written(path, source.value).join('.')}`;
  });
  return found.join(', ');
}

/** As much of a path as stands in the file: the rest is a default. */
function written(path: Path, value: unknown): Path {
  const [part = '', ...rest] = path;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return [];
  return [part, ...written(rest, (value as { readonly [key: string]: unknown })[part])];
}
