import { kindSchema } from '../../generator/kubernetes/kind-schema.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import { isFields, propertySchema, type StructuralSchema } from '../../generator/kubernetes/structural-schema.ts';
import { changed } from '../samples.ts';

/** A place in a value. */
export type Path = readonly (string | number)[];

/** A valid object with exactly one thing wrong, and where an API server would say so. */
export interface Fault {
  readonly sort:
    | 'unknown field'
    | 'wrong type'
    | 'missing field'
    | 'bad enum'
    | 'misplaced annotation'
    | 'bad label'
    | 'bad name';
  readonly object: KubernetesObject;
  readonly at: Path;
}

/** Everything that can be wrong in an object in one place, as far as its schema and the rules of metadata say. */
export function faultsOf(object: KubernetesObject, minor: string): readonly Fault[] {
  const found = kindSchema(minor, object.apiVersion, object.kind);
  if (!('schema' in found)) throw new Error(`no schema of ${object.apiVersion} ${object.kind}`);
  const fault = (sort: Fault['sort'], path: Path, change: { readonly value?: unknown }): Fault => ({
    sort,
    object: changed(object, { path, ...change }) as KubernetesObject,
    at: path,
  });
  const inMetadata = (field: string, value: unknown, sort: Fault['sort']) =>
    fault(sort, ['metadata', ...field.split('.')], { value });
  const { labels = {} } = object.metadata;
  return [
    fault('misplaced annotation', ['metadata', 'argocd.argoproj.io/sync-wave'], { value: '1' }),
    { ...inMetadata('labels', { ...labels, role: 'a b' }, 'bad label'), at: ['metadata', 'labels', 'role'] },
    { ...inMetadata('labels', { ...labels, '-role': 'a' }, 'bad label'), at: ['metadata', 'labels', '-role'] },
    inMetadata('name', 'Not/a name%', 'bad name'),
    ...(object.metadata.namespace === undefined ? [] : [inMetadata('namespace', 'No_Namespace', 'bad name')]),
    ...placesIn(found.schema, object, []).flatMap(([path, schema, value]) => faultsAt(path, schema, value, fault)),
  ];
}

function faultsAt(
  path: Path,
  schema: StructuralSchema,
  value: unknown,
  fault: (sort: Fault['sort'], path: Path, change: { readonly value?: unknown }) => Fault,
): readonly Fault[] {
  if (isFields(value)) {
    const isMap = schema.additionalProperties !== undefined && schema.additionalProperties !== false;
    const required = (schema.required ?? []).filter((key) => value[key] !== undefined && !isIdentity([...path, key]));
    return [
      ...(isMap || schema.type === undefined ? [] : [fault('unknown field', [...path, 'wrongField'], { value: 1 })]),
      ...required.map((key) => fault('missing field', [...path, key], {})),
    ];
  }
  if (Array.isArray(value) || isIdentity(path)) return [];
  return [
    ...(schema.type === undefined ? [] : [fault('wrong type', path, { value: [{}] })]),
    ...(schema.enum === undefined ? [] : [fault('bad enum', path, { value: 'NotOneOfThem' })]),
  ];
}

/** Without these it is an object of another kind, or none. */
function isIdentity(path: Path): boolean {
  return path.length === 1 && (path[0] === 'apiVersion' || path[0] === 'kind');
}

/** Every value in an object with its path and schema. */
export function placesIn(
  schema: StructuralSchema,
  value: unknown,
  path: Path,
): readonly (readonly [Path, StructuralSchema, unknown])[] {
  const inner = Array.isArray(value)
    ? value.map((item, index) => [index, schema.items, item] as const)
    : isFields(value)
      ? Object.entries(value).map(([key, each]) => [key, propertySchema(schema, key), each] as const)
      : [];
  return [
    [path, schema, value],
    ...inner.flatMap(([key, own, each]) => (own === undefined ? [] : placesIn(own, each, [...path, key]))),
  ];
}
