import { objectMeta } from '../../kubernetes/object-meta.ts';
import type { StructuralSchema } from '../../kubernetes/structural-schema.ts';
import { type EnumTable, enumKey } from './enums-of.ts';
import type { OpenApiSchema } from './open-api.ts';

/** A structural schema in which other definitions stand as `$ref`: a name here, a number once they are pooled. */
export type Linked<Ref> = StructuralSchema & { readonly $ref?: Ref };

/** A published definition as a strict structural schema: no descriptions, unknown fields refused, the types that OpenAPI cannot say (quantities, texts or numbers, raw JSON) spelled out. */
export function toStructural(name: string, definition: OpenApiSchema, enums: EnumTable): Linked<string> {
  const known = special[name];
  if (known !== undefined) return known;
  const schema = converted(definition);
  const properties = Object.entries(schema.properties ?? {}).map(([field, inner]) => {
    const values = enums.get(enumKey(name, field));
    return [field, { ...(values === undefined ? inner : withEnum(inner, values)), ...rules[name]?.[field] }] as const;
  });
  return properties.length === 0 ? schema : { ...schema, properties: Object.fromEntries(properties) };
}

const anything: StructuralSchema = { 'x-kubernetes-preserve-unknown-fields': true };
const anyObject: StructuralSchema = { type: 'object', ...anything };

/** The syntax of a quantity. Source: apimachinery, pkg/api/resource/quantity.go. */
const quantity = '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$';

const apiextensions = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';
const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1';

const special: { readonly [name: string]: Linked<string> } = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': {
    anyOf: [{ type: 'string', pattern: quantity }, { type: 'number' }],
  },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'io.k8s.apimachinery.pkg.runtime.RawExtension': anyObject,
  [`${meta}.FieldsV1`]: anyObject,
  [`${apiextensions}.JSON`]: anything,
  [`${apiextensions}.JSONSchemaPropsOrArray`]: anything,
  [`${apiextensions}.JSONSchemaPropsOrBool`]: anything,
  [`${apiextensions}.JSONSchemaPropsOrStringArray`]: anything,
};

const core = 'io.k8s.api.core.v1';
const apps = 'io.k8s.api.apps.v1';
const port: StructuralSchema = { minimum: 1, maximum: 65535 };
const portOrNone: StructuralSchema = { minimum: 0, maximum: 65535 };
const replicas = { replicas: { minimum: 0 } };

/** What the API server checks beyond the types that it publishes, where a mistake is likely. Source: k8s.io/kubernetes, pkg/apis/{core,apps,networking}/validation. */
const rules: { readonly [name: string]: { readonly [field: string]: StructuralSchema } } = {
  [`${meta}.ObjectMeta`]: pick(objectMeta, ['name', 'namespace', 'labels', 'annotations']),
  [`${core}.ServicePort`]: { port, nodePort: portOrNone },
  [`${core}.ContainerPort`]: { containerPort: port, hostPort: portOrNone },
  [`${core}.GRPCAction`]: { port },
  'io.k8s.api.networking.v1.ServiceBackendPort': { number: portOrNone },
  [`${apps}.DeploymentSpec`]: replicas,
  [`${apps}.ReplicaSetSpec`]: replicas,
  [`${apps}.StatefulSetSpec`]: replicas,
};

function pick({ properties = {} }: StructuralSchema, names: readonly string[]): { [name: string]: StructuralSchema } {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}

function converted(schema: OpenApiSchema): Linked<string> {
  const $ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if ($ref !== undefined) return { $ref: $ref.slice($ref.lastIndexOf('/') + 1) };
  return {
    ...kept(schema),
    ...(schema.properties === undefined ? {} : { properties: convertedFields(schema.properties) }),
    ...(schema.items === undefined ? {} : { items: converted(schema.items) }),
    ...(schema.additionalProperties === undefined
      ? {}
      : { additionalProperties: converted(schema.additionalProperties) }),
    ...(isBare(schema) ? { properties: {} } : {}),
  };
}

function convertedFields(properties: { readonly [name: string]: OpenApiSchema }): {
  readonly [name: string]: Linked<string>;
} {
  return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, converted(inner)]));
}

function isBare({ type, properties, additionalProperties }: OpenApiSchema): boolean {
  return type === 'object' && properties === undefined && additionalProperties === undefined;
}

const keywords = [
  'type',
  'format',
  'default',
  'required',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
] as const;

function kept(schema: OpenApiSchema): StructuralSchema {
  return Object.fromEntries(
    keywords.flatMap((keyword) => (isMeant(keyword, schema[keyword]) ? [[keyword, schema[keyword]]] : [])),
  );
}

/** Not a default that is only Go's zero value, for the API server takes such a field for absent; nor what says how lists merge but not what may be in them. */
function isMeant(keyword: string, value: unknown): boolean {
  if (keyword === 'default' && ['{}', '""', '0', 'false'].includes(JSON.stringify(value))) return false;
  return value !== undefined && value !== 'atomic';
}

function withEnum(schema: Linked<string>, values: readonly string[]): Linked<string> {
  if (schema.items !== undefined) return { ...schema, items: { ...schema.items, enum: values } };
  if (typeof schema.additionalProperties === 'object')
    return { ...schema, additionalProperties: { ...schema.additionalProperties, enum: values } };
  return { ...schema, enum: values };
}
