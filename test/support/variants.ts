import platformSchema from '../../schema/platform.schema.json' with { type: 'json' };

/** A JSON Schema as far as these tests walk it. */
export interface OptionSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly pattern?: string;
  readonly examples?: readonly string[];
  readonly description?: string;
  readonly properties?: { readonly [name: string]: OptionSchema };
  readonly additionalProperties?: boolean | OptionSchema;
  readonly items?: OptionSchema;
  readonly oneOf?: readonly OptionSchema[];
  readonly 'x-scope'?: string;
}

const defs = platformSchema.$defs as unknown as { readonly [name: string]: OptionSchema };

/** A schema with its reference followed. */
export function resolved(schema: OptionSchema): OptionSchema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...beside } = schema;
  const name = $ref.replace('#/$defs/', '').replaceAll('~1', '/');
  return { ...resolved(defs[name] ?? {}), ...beside };
}

/** The options of a component, as the written file may have them. */
export function componentOptions(component: string): { readonly [name: string]: OptionSchema } {
  return componentSchema(component).properties ?? {};
}

function componentSchema(component: string): OptionSchema {
  return resolved({ $ref: `#/$defs/components~1${component}` });
}

/** An option at any depth; `*` stands for any name of a map or any item of a list. */
export interface Leaf {
  readonly path: readonly string[];
  readonly schema: OptionSchema;
}

/** Every option of a component that has no options inside, at any depth. */
export function componentLeaves(component: string): readonly Leaf[] {
  // laws of their own have what is merged over objects, since those must be there, and what is rendered, since that must be locked
  const others = ['patches', 'delivery'];
  return leavesOf(componentSchema(component), ['components', component]).filter(
    ({ path }) => !others.includes(path[2] ?? ''),
  );
}

/** Every such option outside of the components. */
export function platformLeaves(): readonly Leaf[] {
  const {
    components: _components,
    version: _version,
    apps: _apps,
    sites: _sites,
    // what is allowed is not said, and changes nothing else
    allowed: _allowed,
    // what a folder of components brings, test/extensions.test.ts has
    extensions: _extensions,
    // what is rendered must be locked first; test/rendered.test.ts has that, of clusters as well
    delivery: _delivery,
    ...properties
  } = (platformSchema as unknown as OptionSchema).properties ?? {};
  // where the hub is named, only the hub is right; test/clusters-inside.test.ts has a platform where one cluster is inside another
  const others = ['clusters.*.argocd.hub', 'clusters.*.host', 'clusters.*.delivery'];
  return leavesOf({ properties }, []).filter(
    ({ path }) => !path.includes('components') && !others.includes(path.join('.')),
  );
}

/** Every such option of an app, or of a site. */
export function appLeaves(room: 'apps' | 'sites' = 'apps'): readonly Leaf[] {
  const $ref = room === 'apps' ? '#/$defs/partial~1app' : '#/$defs/partial~1site';
  const { clusters: _clusters, ...properties } = resolved({ $ref }).properties ?? {};
  // what is rendered must be locked first; test/rendered-apps.test.ts has that
  return leavesOf({ properties }, [room, '*']).filter(({ path }) => path.slice(2).join('.') !== 'source.delivery');
}

/** The written form of a union has the kinds of all its branches as an enum. */
function isDiscriminator(schema: OptionSchema): boolean {
  return 'enumDescriptions' in schema;
}

function leavesOf(written: OptionSchema, path: readonly string[]): readonly Leaf[] {
  const schema = resolved(written);
  const inside = (properties: OptionSchema['properties']) =>
    Object.entries(properties ?? {}).flatMap(([name, option]) => leavesOf(option, [...path, name]));
  if (schema.properties !== undefined) return inside(schema.properties);
  if (schema.oneOf !== undefined) return schema.oneOf.flatMap((branch) => inside(resolved(branch).properties));
  const each = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : schema.items;
  const nested = each === undefined ? [] : leavesOf(each, [...path, '*']);
  if (nested.some((leaf) => leaf.path.length > path.length + 1)) return nested;
  // a discriminator is the choice between forms, each of which has its own options here
  return schema.const === undefined && !isDiscriminator(schema) ? [{ path, schema }] : [];
}

/** The names of every component. */
export const componentNames = Object.keys(defs)
  .filter((name) => name.startsWith('components/'))
  .map((name) => name.slice('components/'.length));

// names that the shipped platform knows, and one text for each form that a schema asks for
const samples = [
  '1.33',
  'us-east-1',
  'mayastor',
  'local-hostpath',
  'letsencrypt-staging',
  'v3.4.4',
  'f'.repeat(64),
  'other',
  'other-1',
  'other.example.com',
  'other@example.com',
  '3Gi',
  '7m0s',
  '77m',
  '77h',
  '05-other.conflist',
  'registry.example.com/other/image:1.2.3',
  'v9.9.9',
  '9.9.9',
  'some/other/path',
  '/other/path',
  '/dev/disk/by-id/ata-OTHER',
  'https://other.example.com/x.git',
  'other-project-1',
  '10.9.0.0/16',
  'Other',
  '4096',
  'Iv1.0123456789abcdef',
];

/** Values that a schema allows and that differ from the given one. */
export function variants(written: OptionSchema, current: unknown): readonly unknown[] {
  const schema = resolved(written);
  const isMap = schema.properties !== undefined || schema.oneOf !== undefined;
  const types = [schema.type ?? (isMap ? 'object' : 'string')].flat();
  const different = (values: readonly unknown[]) =>
    values.filter((value) => value !== null && JSON.stringify(value) !== JSON.stringify(current));
  if (schema.enum !== undefined) return different(schema.enum);
  if (types.includes('boolean')) return different([true, false]);
  if (types.includes('integer') || types.includes('number'))
    return different([1, 2, 3, 5, 7, 30, 600, 1024, 4096].filter((value) => value >= (schema.minimum ?? 0)));
  if (types.includes('string'))
    return different(
      [...(schema.examples ?? []), ...samples].filter((sample) => new RegExp(schema.pattern ?? '').test(sample)),
    );
  if (types.includes('array')) return different(lists(schema, current));
  return different(maps(schema, current));
}

function lists({ items = {} }: OptionSchema, current: unknown): readonly unknown[] {
  const now = Array.isArray(current) ? current : [];
  const one = variants(items, undefined);
  return [...(now.length > 0 ? [now.slice(1)] : []), ...one.map((item) => [...now, item])];
}

function maps(schema: OptionSchema, current: unknown): readonly unknown[] {
  const now = (typeof current === 'object' && current !== null ? current : {}) as { readonly [key: string]: unknown };
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, option]) =>
    variants(option, now[name])
      .slice(0, 6)
      .map((value) => ({ ...now, [name]: value })),
  );
  const branches = [...(schema.examples ?? []), ...(schema.oneOf ?? []).flatMap((branch) => complete(branch))];
  const { additionalProperties } = schema;
  if (additionalProperties === true) return [...own, ...branches, { ...now, other: { key: 'other' } }];
  if (typeof additionalProperties !== 'object') return [...own, ...complete(schema, now), ...branches];
  const added = additionalValues(additionalProperties).map((value) => ({ ...now, other: value }));
  const without = Object.keys(now).length > 1 ? [Object.fromEntries(Object.entries(now).slice(1))] : [];
  return [...own, ...branches, ...added, ...without];
}

function additionalValues(schema: OptionSchema): readonly unknown[] {
  const { type } = resolved(schema);
  return [type].flat().includes('object') ? [...complete(schema), {}] : variants(schema, undefined);
}

/** Maps with a value for every option, for shapes in which only all of them together are valid. */
function complete(written: OptionSchema, now: { readonly [key: string]: unknown } = {}): readonly object[] {
  const { properties = {} } = resolved(written);
  const entries = Object.entries(properties).map(
    ([name, option]) => [name, now[name] ?? option.const ?? option.default ?? variants(option, undefined)[0]] as const,
  );
  return entries.length === 0 ? [] : [Object.fromEntries(entries.filter(([, value]) => value !== undefined))];
}
