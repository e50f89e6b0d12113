import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap, type PlainMap } from '../map.ts';
import type { PlacedObject } from '../placed-objects.ts';

/** The pods that an object makes. */
export interface Pods {
  readonly owner: PlacedObject;
  readonly namespace: string;
  readonly labels: { readonly [key: string]: string };
  readonly containers: readonly Container[];
  readonly spec: PlainMap;
}

/** A container, as far as others reach it. */
export interface Container {
  readonly name: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly [field: string]: unknown;
}

const kinds = new Set(['CronJob', 'DaemonSet', 'Deployment', 'Job', 'StatefulSet', 'VirtualMachine']);

/** The pods of an object that makes some. */
export function podsOf(owner: PlacedObject): Pods | undefined {
  const { object } = owner;
  const { namespace } = object.metadata;
  if (!kinds.has(object.kind) || namespace === undefined) return undefined;
  const template = templateOf(object);
  const metadata = isMap(template['metadata']) ? template['metadata'] : {};
  const spec = isMap(template['spec']) ? template['spec'] : {};
  const all = [spec['containers'], spec['initContainers']].flatMap((each) => (Array.isArray(each) ? each : []));
  return {
    owner,
    namespace,
    labels: (metadata['labels'] ?? {}) as Pods['labels'],
    containers: all as Container[],
    spec,
  };
}

/** The template of the pods of a workload. */
function templateOf(object: KubernetesObject): PlainMap {
  const spec = field(object, 'spec');
  return object.kind === 'CronJob'
    ? field(field(field(spec, 'jobTemplate'), 'spec'), 'template')
    : field(spec, 'template');
}

function field(value: object, name: string): PlainMap {
  const inside = (value as PlainMap)[name];
  return isMap(inside) ? inside : {};
}

/** A label selector as Kubernetes has it; one that says nothing selects everything. */
export interface Selector {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** Whether a selector selects what has these labels. */
export function selects(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: { readonly [key: string]: string },
): boolean {
  const has = (key: string) => Object.hasOwn(labels, key);
  return (
    Object.entries(matchLabels).every(([key, value]) => has(key) && labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const isOneOf = has(key) && values.includes(labels[key] ?? '');
      if (operator === 'Exists') return has(key);
      if (operator === 'DoesNotExist') return !has(key);
      return operator === 'In' ? isOneOf : !isOneOf;
    })
  );
}

/** Whether a selector says anything at all. */
export function saysAnything({ matchLabels = {}, matchExpressions = [] }: Selector): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length > 0;
}
