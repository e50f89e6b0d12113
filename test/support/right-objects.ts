import { admission } from '../../generator/kubernetes/admission.ts';
import { customKindsIn, firstOf, type KindLookup, lookupIn } from '../../generator/kubernetes/custom-kind.ts';
import { kindSchema } from '../../generator/kubernetes/kind-schema.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import { customSchema, publishedKinds } from '../../generator/kubernetes/published-kind.ts';
import { isFields, type StructuralSchema } from '../../generator/kubernetes/structural-schema.ts';
import { changed } from '../samples.ts';
import { coreObjects } from './core-objects.ts';
import { type Path, placesIn } from './faults.ts';
import { instance } from './instance.ts';
import { isTextOrNumber } from './naive-schema.ts';

/** An object that an API server takes and naive validation refuses for one reason, and the same without it. */
export interface RightObject {
  readonly sort:
    | 'a required field that is filled in'
    | 'a null that is replaced by the default'
    | 'a null that is dropped'
    | 'a null that may be one'
    | 'a field that is kept'
    | 'an object within an object'
    | 'a number for a text or number';
  readonly object: KubernetesObject;
  readonly plain: KubernetesObject;
  readonly at: Path;
  readonly schema: StructuralSchema;
  readonly isCore: boolean;
}

/** Of each sort some of each kind: all of those that are rare, one of the others. */
export function spreadOf(objects: readonly RightObject[]): readonly RightObject[] {
  const seen = new Map<string, number>();
  return objects.filter(({ sort, object }) => {
    const key = `${sort} ${object.apiVersion} ${object.kind}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before < (sort.startsWith('a null that is') ? 1 : 3);
  });
}

/** A kind with objects in it, which the kinds that Plinth carries leave open or do without. */
const example = {
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'example.org',
    scope: 'Namespaced',
    names: { kind: 'Batch' },
    versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: batchSchema() } }],
  },
};

function batchSchema(): StructuralSchema {
  const embedded: StructuralSchema = {
    type: 'object',
    'x-kubernetes-embedded-resource': true,
    properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
  };
  const spec: StructuralSchema = {
    type: 'object',
    properties: { template: embedded, all: { type: 'array', items: embedded } },
  };
  return { type: 'object', properties: { spec } };
}

/** Finds the custom kinds that these objects are of. */
export const lookup: KindLookup = firstOf(customSchema, lookupIn(customKindsIn([example])));

function exampleOnes(): readonly RightObject[] {
  const schema = lookup('example.org/v1', 'Batch')?.schema ?? {};
  const metadata = { name: 'a', namespace: 'a' };
  const plain = { apiVersion: 'example.org/v1', kind: 'Batch', metadata, spec: {} };
  const pod = { apiVersion: 'v1', kind: 'Pod', spec: { containers: [] } };
  const labelled = { ...pod, metadata: { labels: { app: 'a' }, annotations: null } };
  const specs = [{ template: pod }, { template: labelled }, { template: null, all: [labelled] }];
  return specs.map((spec) => ({
    sort: 'an object within an object',
    object: { ...plain, spec } as KubernetesObject,
    ...{ plain, at: ['spec'], schema, isCore: false },
  }));
}

/** All such objects of the custom kinds that Plinth carries and of the core kinds in `coreObjects`, in order of kind. */
export function rightObjects(minor: string): readonly RightObject[] {
  return [...customOnes(minor), ...coreOnes(minor), ...exampleOnes()];
}

function customOnes(minor: string): readonly RightObject[] {
  return publishedKinds().names.flatMap((name) => {
    const kind = name.slice(name.lastIndexOf('/') + 1);
    const apiVersion = name.slice(0, -kind.length - 1);
    const found = customSchema(apiVersion, kind);
    if (found === undefined) return [];
    const metadata = found.scope === 'Namespaced' ? { name: 'a', namespace: 'a' } : { name: 'a' };
    const plain = [4, 1, 0]
      .map((depth) => ({ ...(instance(found.schema, depth) as object), apiVersion, kind, metadata }))
      .find((object) => admission(object, minor, customSchema).violations.length === 0);
    return plain === undefined ? [] : variantsOf(plain, found.schema, false);
  });
}

function coreOnes(minor: string): readonly RightObject[] {
  return coreObjects.flatMap((object) => {
    const found = kindSchema(minor, object.apiVersion, object.kind);
    // a schema of schemas leads back to itself
    if (!('schema' in found) || object.kind === 'CustomResourceDefinition') return [];
    return variantsOf(asTexts(found.schema, object) as KubernetesObject, found.schema, true);
  });
}

/** Without nulls, and with every text or number as a text. */
function asTexts(schema: StructuralSchema, object: unknown): unknown {
  return placesIn(schema, object, []).reduce<unknown>((whole, [path, own, value]) => {
    if (value === null) return changed(whole, { path });
    return isTextOrNumber(own) ? changed(whole, { path, value: String(value) }) : whole;
  }, object);
}

function variantsOf(plain: KubernetesObject, whole: StructuralSchema, isCore: boolean): readonly RightObject[] {
  const variant = (sort: RightObject['sort'], path: Path, change: { readonly value?: unknown }): RightObject => {
    const object = changed(plain, { path, ...change }) as KubernetesObject;
    return { sort, object, plain, at: path, schema: whole, isCore };
  };
  return placesIn(whole, plain, [])
    .filter(([path]) => path[0] !== 'metadata')
    .flatMap(([path, schema, value]) => [
      ...(isFields(value) ? inFields(path, schema, value, variant) : []),
      ...(isCore && isTextOrNumber(schema) ? [variant('a number for a text or number', path, { value: 1 })] : []),
    ]);
}

function inFields(
  path: Path,
  schema: StructuralSchema,
  value: { readonly [key: string]: unknown },
  variant: (sort: RightObject['sort'], path: Path, change: { readonly value?: unknown }) => RightObject,
): readonly RightObject[] {
  const { properties = {}, required = [] } = schema;
  const inner = Object.entries(properties).flatMap(([name, own]) => {
    const at = [...path, name];
    if (path.length === 0 && ['apiVersion', 'kind', 'metadata', 'status'].includes(name)) return [];
    const isFilledIn = own.default !== undefined && own.nullable !== true;
    const isFree = !required.includes(name) && own.default === undefined && own.type !== undefined;
    return [
      ...(isFilledIn && required.includes(name) ? [variant('a required field that is filled in', at, {})] : []),
      ...(isFilledIn && [undefined, own.default].includes(value[name])
        ? [variant('a null that is replaced by the default', at, { value: null })]
        : []),
      ...(isFree && own.nullable !== true && value[name] === undefined
        ? [variant('a null that is dropped', at, { value: null })]
        : []),
      ...(own.nullable === true && own.enum === undefined
        ? [variant('a null that may be one', at, { value: null })]
        : []),
    ];
  });
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true && schema.properties !== undefined;
  const isMetadata = path.at(-1) === 'metadata' && properties['creationTimestamp']?.format === 'date-time';
  return [
    ...inner,
    ...(isOpen ? [variant('a field that is kept', [...path, 'other'], { value: { a: 1 } })] : []),
    ...(isMetadata ? [variant('an object within an object', [...path, 'creationTimestamp'], { value: null })] : []),
  ];
}
