import type { ComponentFolder } from './folders.ts';
import type { Schema } from './json-schema.ts';

/** The options that every component has, and those of every component with CRDs or a chart. */
function commonOptions(chart: boolean, crds: boolean): Schema {
  const enabled = {
    description: '`false` keeps the block and removes the component.',
    type: 'boolean',
    default: true,
  };
  const onRemoval = {
    description: 'What becomes of the CRDs, and so of every custom resource, when the component is removed.',
    enum: ['keep', 'delete'],
    default: 'keep',
  };
  const patches = {
    description:
      'The last resort; fields that are merged over one of the objects that Plinth makes. What a chart makes, its `values` change.',
    type: 'array',
    default: [],
    items: { $ref: '#/$defs/objectPatch' },
  };
  const delivery = {
    description:
      "How its charts and upstream's manifests reach the cluster; as the cluster or the platform says when absent.",
    $ref: '#/$defs/delivery',
  };
  const always = crds ? { enabled, delivery, onRemoval, patches } : { enabled, patches };
  if (!chart) return always;
  const version = {
    description: "The chart's version; without it, the one that Plinth was tested with.",
    $ref: '#/$defs/version',
  };
  const values = { $ref: '#/$defs/chartValues', default: {} };
  return { ...always, delivery, version, values };
}

/** A component's own schema with the common options first. */
export function componentSchema({ name, schema }: ComponentFolder): Schema {
  const { 'x-chart': chart, 'x-crds': crds, properties, ...rest } = schema;
  return {
    title: `${pascal(name)}Options`,
    type: 'object',
    additionalProperties: false,
    ...rest,
    properties: { ...commonOptions(chart === true, crds === true), ...(properties as object | undefined) },
  };
}

/** The schema of the written platform.yaml, for editors and for the first validation: component blocks may be partial. */
export function platformSchema(base: Schema, components: readonly ComponentFolder[]): Schema {
  const own = Object.fromEntries(components.map((each) => [each.name, componentSchema(each)]));
  const partial = Object.fromEntries(
    Object.entries(own).map(([name, schema]) => [`components/${name}`, overrideSchema(schema)]),
  );
  const defs = base.$defs as { [name: string]: Schema };
  const partials = Object.fromEntries(
    Object.entries(defs).map(([name, schema]) => [`partial/${name}`, overrideSchema(schema)]),
  );
  const references = Object.fromEntries(components.map(({ name }) => [name, { $ref: `#/$defs/components~1${name}` }]));
  const cluster = withProperties(defs.cluster as Schema, 'components', references);
  const written = {
    ...withProperties(base, 'components', references),
    $defs: { ...defs, cluster, ...partials, ...partial },
  };
  const withApps = withItems(written, 'apps', writtenApp('app', defs.app as Schema));
  return withItems(withApps, 'sites', writtenApp('site', defs.site as Schema));
}

/** An app or a site as it is written: nothing is required yet, since what differs on a cluster is merged over it. */
function writtenApp(name: 'app' | 'site', schema: Schema): Schema {
  const partial = overrideSchema(schema);
  const clusters = {
    description: 'The clusters it runs on, each with what differs there; the hub when absent.',
    type: 'object',
    minProperties: 1,
    propertyNames: { $ref: '#/$defs/dnsLabel' },
    additionalProperties: { $ref: `#/$defs/partial~1${name}` },
  };
  return { ...partial, properties: { clusters, ...(partial.properties as Schema) } };
}

function withItems(schema: Schema, property: string, items: Schema): Schema {
  const properties = schema.properties as { [name: string]: Schema };
  return {
    ...schema,
    properties: { ...properties, [property]: { ...properties[property], additionalProperties: items } },
  };
}

function withProperties(schema: Schema, property: string, children: Schema): Schema {
  const properties = schema.properties as { [name: string]: Schema };
  return { ...schema, properties: { ...properties, [property]: { ...properties[property], properties: children } } };
}

/** The same options with nothing required, no defaults, and `null` allowed everywhere: a block that will be merged. */
export function overrideSchema(schema: Schema): Schema {
  if (schema.oneOf !== undefined && schema.discriminator !== undefined) return overrideUnion(schema);
  const { required: _required, default: _default, minProperties: _min, type, $ref, ...rest } = schema;
  const entries = Object.entries(rest).map(([keyword, value]) => [keyword, overrideKeyword(keyword, value)]);
  return {
    ...Object.fromEntries(entries),
    ...(typeof $ref === 'string' ? { $ref: $ref.replace('#/$defs/', '#/$defs/partial~1') } : {}),
    ...(type === undefined ? {} : { type: [...[type].flat(), 'null'] }),
    ...(Array.isArray(rest.enum) ? { enum: [...rest.enum, null] } : {}),
    ...('const' in rest ? { const: undefined, enum: [rest.const, null] } : {}),
  };
}

function overrideKeyword(keyword: string, value: unknown): unknown {
  if (keyword === 'properties') return mapValues(value as Schema, (each) => overrideSchema(each as Schema));
  if (keyword === 'additionalProperties' && typeof value === 'object') return overrideSchema(value as Schema);
  // a list is replaced whole, so its items stay complete
  return value;
}

/** A partial union may leave its discriminator out, so it allows the options of every branch; the merged block is checked strictly. */
function overrideUnion(schema: Schema): Schema {
  const branches = schema.oneOf as readonly Schema[];
  const key = (schema.discriminator as { propertyName: string }).propertyName;
  const kinds = branches.map((branch) => (branch.properties as Schemas)[key] ?? {});
  const properties = branches.reduce<Schemas>((all, branch) => joined(all, branch.properties as Schemas), {});
  const { oneOf: _oneOf, discriminator: _discriminator, ...rest } = schema;
  return overrideSchema({
    ...rest,
    additionalProperties: false,
    properties: { ...properties, [key]: enumOf(kinds) },
  });
}

/** One of several constants, each with its description. */
function enumOf(kinds: readonly Schema[]): Schema {
  const described = kinds.map(({ const: kind, description }) => `\`${kind}\`: ${description}`);
  return {
    description: described.join(' '),
    enum: kinds.map((each) => each.const),
    enumDescriptions: kinds.map(({ description }) => description),
  };
}

type Schemas = { readonly [name: string]: Schema };

/** The options of two branches; one that they do not agree on may have any value here. */
function joined(a: Schemas, b: Schemas): Schemas {
  const disputed = Object.keys(b).filter(
    (name) => a[name] !== undefined && JSON.stringify(a[name]) !== JSON.stringify(b[name]),
  );
  return { ...a, ...b, ...Object.fromEntries(disputed.map((name) => [name, aboutBoth(a[name] ?? {}, b[name] ?? {})])) };
}

/** What there is to say of two options of one name without saying what their values are. */
function aboutBoth(a: Schema, b: Schema): Schema {
  const examples = [a.examples ?? [], b.examples ?? []].flat();
  return { description: b.description, ...(examples.length === 0 ? {} : { examples }) };
}

/** The same schema as TypeScript sees options after validation: what has a default is always there. */
export function effectiveSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(effectiveSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: { [keyword: string]: unknown } = mapValues(schema as Schema, effectiveSchema);
  const properties = copy.properties;
  if (typeof properties !== 'object' || properties === null) return copy;
  const given = Object.entries(properties).filter(
    ([, each]) => typeof each === 'object' && each !== null && 'default' in each,
  );
  const required = [...((copy.required as string[] | undefined) ?? []), ...given.map(([name]) => name)];
  return { ...copy, required: [...new Set(required)] };
}

/** The options of a component that only a cluster can answer, sorted. */
export function clusterOnly({ schema }: ComponentFolder): readonly string[] {
  return Object.entries((schema.properties ?? {}) as { [name: string]: Schema })
    .filter(([, each]) => each['x-scope'] === 'cluster')
    .map(([name]) => name)
    .sort();
}

function mapValues(map: Schema, change: (value: unknown) => unknown): { [key: string]: unknown } {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

/** `cert-manager` → `CertManager` */
export function pascal(name: string): string {
  return name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
