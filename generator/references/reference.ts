import type { Path } from '../diagnostic.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';

/** A field of an object that names another one. */
export interface Reference {
  /** From the object's root. */
  readonly path: Path;
  /** The API group of what is named; undefined where only the kind is said. */
  readonly group?: string;
  readonly kind: string;
  readonly name: string;
  /** Absent for what is cluster-scoped. */
  readonly namespace?: string;
  /** The keys of a Secret or a ConfigMap that must be in it. */
  readonly keys?: readonly string[];
  /** The port of a Service, by number or by name. */
  readonly port?: number | string;
}

/** The object in which a field stands. */
export interface From {
  readonly object: KubernetesObject;
  /** Where it looks for what it names: its own namespace, or that of the operator that reads it. */
  readonly namespace: string | undefined;
}

type Target = Omit<Reference, 'path' | 'namespace' | 'name'>;

/** A reference to something namespaced by the map at `path`, which says its name, and perhaps its namespace, itself. Nothing where it is no such map, or may be missing. */
export function byMap(
  value: unknown,
  path: Path,
  { namespace }: From,
  target: Target,
  field = 'name',
): readonly Reference[] {
  if (!isMap(value) || value['optional'] === true) return [];
  const { [field]: name, namespace: said } = value;
  if (typeof name !== 'string') return [];
  const where = typeof said === 'string' ? said : namespace;
  return [{ path: [...path, field], name, ...target, ...(where === undefined ? {} : { namespace: where }) }];
}

/** A reference by a text that is nothing but the name. */
export function byName(
  value: unknown,
  path: Path,
  target: Target & { readonly namespace?: string | undefined },
): readonly Reference[] {
  if (typeof value !== 'string' || value === '') return [];
  const { namespace, ...rest } = target;
  return [{ path, name: value, ...rest, ...(namespace === undefined ? {} : { namespace }) }];
}
