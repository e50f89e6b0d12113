import type { Finding } from './component.ts';
import type { ObjectPatch } from './generated/options.ts';
import type { KubernetesObject } from './kubernetes/object.ts';
import { unknownName } from './unknown-name.ts';

/** Yields an error for each of `patches` that is for an object which `owner` does not make; paths begin at its block. */
export function* unmatchedPatches(
  patches: readonly ObjectPatch[],
  objects: readonly KubernetesObject[],
  owner: string,
): Iterable<Finding> {
  for (const [index, { kind, name }] of patches.entries()) {
    if (objects.some((each) => each.kind === kind && each.metadata.name === name)) continue;
    const there = objects.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
    const problem = {
      code: 'unknown-object',
      path: ['patches', index, 'name'],
      message: `${owner} has no ${kind} \`${name}\``,
    } as const;
    if (there.length > 0) yield* unknownName(name, there, problem);
    else yield { ...problem, severity: 'error', hint: kindsOf(objects) };
  }
}

function kindsOf(objects: readonly KubernetesObject[]): string {
  const kinds = [...new Set(objects.map(({ kind }) => kind))].sort();
  return kinds.length === 0
    ? 'Plinth makes no object of it: what a chart makes, its `values` change'
    : `it has ${kinds.join(', ')}`;
}
