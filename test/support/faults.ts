import { isKnownFormat } from '../../generator/kubernetes/formats.ts';
import { kindSchema } from '../../generator/kubernetes/kind-schema.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import {
  type Fields,
  isFields,
  itemSchema,
  propertySchema,
  type StructuralSchema,
} from '../../generator/kubernetes/structural-schema.ts';
import { regularExpression } from '../../generator/kubernetes/value-rules.ts';
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
    | 'bad name'
    | 'repeated item'
    | 'null in a list'
    | 'bad format'
    | 'bad pattern'
    | 'out of bounds';
  readonly object: KubernetesObject;
  readonly at: Path;
}

type MakeFault = (sort: Fault['sort'], path: Path, change: { readonly value?: unknown }, at?: Path) => Fault;

/** Everything that can be wrong in an object in one place, as far as its schema in a minor version of Kubernetes and the rules of metadata say. */
export function faultsOf(object: KubernetesObject, minor: string): readonly Fault[] {
  const found = kindSchema(minor, object.apiVersion, object.kind);
  if (!('schema' in found)) throw new Error(`no schema of ${object.apiVersion} ${object.kind}`);
  return faultsBy(found.schema, object);
}

/** The same by a given schema. */
export function faultsBy(whole: StructuralSchema, object: KubernetesObject): readonly Fault[] {
  const fault: MakeFault = (sort, path, change, at = path) => ({
    sort,
    object: changed(object, { path, ...change }) as KubernetesObject,
    at,
  });
  const inMetadata = (field: string, value: unknown, sort: Fault['sort'], key?: string) =>
    fault(sort, ['metadata', field], { value }, ['metadata', field, ...(key === undefined ? [] : [key])]);
  const { labels = {} } = object.metadata;
  return [
    fault('misplaced annotation', ['metadata', 'argocd.argoproj.io/sync-wave'], { value: '1' }),
    inMetadata('labels', { ...labels, role: 'a b' }, 'bad label', 'role'),
    inMetadata('labels', { ...labels, '-role': 'a' }, 'bad label', '-role'),
    inMetadata('name', 'Not/a name%', 'bad name'),
    ...(object.metadata.namespace === undefined ? [] : [inMetadata('namespace', 'No_Namespace', 'bad name')]),
    ...placesIn(whole, object, []).flatMap(([path, schema, value]) => faultsAt(path, schema, value, fault)),
  ];
}

function faultsAt(path: Path, schema: StructuralSchema, value: unknown, fault: MakeFault): readonly Fault[] {
  if (isFields(value)) return inFields(path, schema, value, fault);
  if (Array.isArray(value)) return inList(path, schema, value, fault);
  if (isIdentity(path)) return [];
  return [
    ...(schema.type === undefined ? [] : [fault('wrong type', path, { value: [{}] })]),
    ...(schema.enum === undefined ? [] : [fault('bad enum', path, { value: 'NotOneOfThem' })]),
    ...(typeof value === 'string' ? inText(path, schema, fault) : []),
    ...(typeof value === 'number' ? inNumber(path, schema, fault) : []),
  ];
}

function inFields(path: Path, schema: StructuralSchema, value: Fields, fault: MakeFault): readonly Fault[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const isMap = additionalProperties !== undefined && additionalProperties !== false;
  const isOpen = isMap || schema.type === undefined || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const missing = required.filter(
    (key) => value[key] !== undefined && properties[key]?.default === undefined && !isIdentity([...path, key]),
  );
  return [
    ...(isOpen ? [] : [fault('unknown field', [...path, 'wrongField'], { value: 1 })]),
    ...missing.map((key) => fault('missing field', [...path, key], {})),
  ];
}

function inList(path: Path, schema: StructuralSchema, value: readonly unknown[], fault: MakeFault): readonly Fault[] {
  const next = [...path, value.length];
  const [first] = value;
  const hasKeys = ['map', 'set'].includes(schema['x-kubernetes-list-type'] ?? '') && first !== undefined;
  const { minItems = 0, items = {} } = schema;
  return [
    ...(hasKeys ? [fault('repeated item', path, { value: [...value, first] }, next)] : []),
    ...(items.type === undefined || items.nullable === true
      ? []
      : [fault('null in a list', path, { value: [...value, null] }, next)]),
    ...(minItems > 0 ? [fault('out of bounds', path, { value: [] })] : []),
  ];
}

function inText(path: Path, schema: StructuralSchema, fault: MakeFault): readonly Fault[] {
  const { format, pattern, maxLength = 2 ** 16 } = schema;
  const wrong = ['\u0000 no', 'a'.repeat(300), ''].find((each) => pattern !== undefined && !matches(pattern, each));
  return [
    ...(format !== undefined && isKnownFormat(format) ? [fault('bad format', path, { value: 'in no format' })] : []),
    ...(wrong === undefined ? [] : [fault('bad pattern', path, { value: wrong })]),
    ...(maxLength < 2 ** 16 ? [fault('out of bounds', path, { value: 'a'.repeat(maxLength + 1) })] : []),
  ];
}

function matches(pattern: string, text: string): boolean {
  return regularExpression(pattern).test(text);
}

function inNumber(path: Path, { minimum, maximum }: StructuralSchema, fault: MakeFault): readonly Fault[] {
  return [
    ...(minimum === undefined ? [] : [fault('out of bounds', path, { value: minimum - 1 })]),
    ...(maximum === undefined ? [] : [fault('out of bounds', path, { value: maximum + 1 })]),
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
    ? value.map((item, index) => [index, itemSchema(schema), item] as const)
    : isFields(value)
      ? Object.entries(value).map(([key, each]) => [key, propertySchema(schema, key), each] as const)
      : [];
  return [
    [path, schema, value],
    ...inner.flatMap(([key, own, each]) => (own === undefined ? [] : placesIn(own, each, [...path, key]))),
  ];
}
