import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { describe, type KubernetesObject } from '../kubernetes/object.ts';
import { oncePerValue } from '../once-per-value.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';

/** What an API server takes: 1 MiB in a ConfigMap or a Secret, 256 KiB of annotations. Upstream: validation of core/v1. etcd takes 1.5 MiB in all. */
const MEBIBYTE = 1024 * 1024;
const limits = { held: MEBIBYTE, annotations: 256 * 1024, whole: 1.5 * MEBIBYTE };

/** An object that is too large is refused when it is too late to make it smaller. */
export const oversizedObject: Check = {
  summary: 'No object is larger than an API server takes, in its annotations, in what it holds, or as a whole.',
  reach: 'stage',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters)
      for (const placed of placedObjects(objects, facts.name)) {
        const problem = excessOf(placed.object);
        if (problem === undefined) continue;
        yield {
          code: 'oversized-object',
          severity: 'error',
          clusters: [facts.name],
          message: `${describe(placed.object)} ${problem}`,
          hint: 'put less into it, or put it into several',
          path: ownerPath(model, facts.name, placed),
          at: 'value',
        };
      }
  },
};

const excessOf = oncePerValue(excess);

function excess(object: KubernetesObject): string | undefined {
  const { data, binaryData, stringData } = object as unknown as { readonly [field: string]: object | undefined };
  const annotations = sizeOf(object.metadata.annotations);
  if (annotations > limits.annotations) return `has ${annotations} bytes of annotations, of which 262144 are allowed`;
  const held = sizeOf(data) + sizeOf(binaryData) + sizeOf(stringData);
  if (held > limits.held) return `holds ${held} bytes, of which 1048576 are allowed`;
  // most are nowhere near it, and writing them all out takes time
  const whole = held > 0 ? held : Buffer.byteLength(JSON.stringify(object));
  return whole > limits.whole ? `is ${whole} bytes long, of which 1572864 are allowed` : undefined;
}

function sizeOf(map: object | undefined): number {
  return Object.entries(map ?? {}).reduce((sum, [key, value]) => sum + Buffer.byteLength(`${key}${value}`), 0);
}
