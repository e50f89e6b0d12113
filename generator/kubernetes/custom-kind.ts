import { dnsSubdomain } from './object-meta.ts';
import { isFields, type StructuralSchema } from './structural-schema.ts';

/** One served version of a kind, as a CustomResourceDefinition has it. */
export interface CustomKind {
  readonly scope: 'Namespaced' | 'Cluster';
  /** Of a whole object: apiVersion, kind and metadata as the API server takes them. */
  readonly schema: StructuralSchema;
}

/** Custom kinds by `<apiVersion>/<kind>`, such as `cert-manager.io/v1/Issuer`. */
export type CustomKinds = { readonly [kind: string]: CustomKind };

/** Finds a custom kind by API version and kind, such as `cert-manager.io/v1` and `Issuer`; undefined where its CRD is not at hand. */
export type KindLookup = (apiVersion: string, kind: string) => CustomKind | undefined;

/** Asks one after the other. */
export function firstOf(...lookups: readonly KindLookup[]): KindLookup {
  return (apiVersion, kind) => {
    for (const lookup of lookups) {
      const found = lookup(apiVersion, kind);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** Looks a kind up among these. */
export function lookupIn(kinds: CustomKinds): KindLookup {
  return (apiVersion, kind) => {
    const name = `${apiVersion}/${kind}`;
    return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  };
}

/** A CustomResourceDefinition as far as it says what objects may be. Source: apiextensions.k8s.io/v1. */
export interface Definition {
  readonly kind: 'CustomResourceDefinition';
  readonly spec: {
    readonly group: string;
    readonly scope: CustomKind['scope'];
    readonly names: { readonly kind: string };
    readonly versions?: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage?: boolean;
      readonly deprecated?: boolean;
      readonly schema?: { readonly openAPIV3Schema?: StructuralSchema };
    }[];
  };
}

/** Whether an object is a CustomResourceDefinition that says something; a stand-in's has a name only. */
export function isDefinition(object: unknown): object is Definition {
  return isFields(object) && object['kind'] === 'CustomResourceDefinition' && isFields(object['spec']);
}

/** The kinds that the CustomResourceDefinitions among these objects serve. */
export function customKindsIn(objects: readonly unknown[]): CustomKinds {
  return Object.fromEntries(objects.filter(isDefinition).flatMap(servedKinds));
}

function servedKinds({ spec }: Definition): readonly (readonly [string, CustomKind])[] {
  const { group, scope, names, versions = [] } = spec;
  return versions
    .filter(({ served }) => served)
    .map(({ name, schema }) => [
      `${group}/${name}/${names.kind}`,
      { scope, schema: wholeObject(schema?.openAPIV3Schema ?? {}) },
    ]);
}

/** The API server takes every custom resource for an embedded resource, with metadata and a name; its status is for controllers alone to write. */
export function wholeObject(schema: StructuralSchema): StructuralSchema {
  const { status, ...properties } = schema.properties ?? {};
  const { name, ...fields } = properties['metadata']?.properties ?? {};
  const metadata: StructuralSchema = {
    ...properties['metadata'],
    type: 'object',
    required: ['name'],
    properties: { ...fields, name: { ...name, allOf: [dnsSubdomain] } },
  };
  return {
    type: 'object',
    ...schema,
    properties: { ...properties, metadata },
    required: [...new Set(['metadata', ...(schema.required ?? []).filter((field) => field !== 'status')])],
    'x-kubernetes-embedded-resource': true,
  };
}
