import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { CustomKind } from '../../generator/kubernetes/custom-kind.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';

const folder = join(import.meta.dirname, '../api-server');

/** What the API server's own code refuses in each custom resource, rules in CEL apart: a Go program with k8s.io/apiextensions-apiserver in it, which takes minutes to build once. */
export function apiServer(
  objects: readonly { readonly object: KubernetesObject; readonly kind: CustomKind }[],
): readonly (readonly string[])[] {
  const kinds = new Map(objects.map(({ object, kind }) => [nameOf(object), kind]));
  const lines = [
    ...[...kinds].map(([kind, { schema, scope }]) => ({
      kind,
      schema: asWritten(schema),
      namespaced: scope === 'Namespaced',
    })),
    ...objects.map(({ object }) => ({ kind: nameOf(object), object })),
  ];
  const input = lines.map((line) => JSON.stringify(line)).join('\n');
  const run = spawnSync('go', ['run', '.'], { cwd: folder, input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new Error(run.error?.message ?? run.stderr);
  const answers = run.stdout.trimEnd().split('\n');
  return answers.map((answer) => (JSON.parse(answer) ?? []) as readonly string[]);
}

function nameOf({ apiVersion, kind }: KubernetesObject): string {
  return `${apiVersion}/${kind}`;
}

/** As a CustomResourceDefinition has it: what every object has goes without saying there. */
function asWritten({ required, properties, ...schema }: CustomKind['schema']): CustomKind['schema'] {
  const fields = required?.filter((field) => field !== 'metadata') ?? [];
  const { 'x-kubernetes-embedded-resource': _, ...rest } = schema;
  return { ...rest, required: fields, properties: { ...properties, metadata: { type: 'object' } } };
}
