import type { Schema } from '../codegen/json-schema.ts';
import type { CompiledComponent } from './compiled-extensions.ts';

/** The schema of platform.yaml with the components of extensions in it, for editors and for `plinth explain`. */
export function schemaWith(shipped: Schema, components: readonly CompiledComponent[]): Schema {
  const own = Object.fromEntries(components.map(({ name, shown }) => [`components/${name}`, shown]));
  const references = Object.fromEntries(components.map(({ name }) => [name, { $ref: `#/$defs/components~1${name}` }]));
  const definitions = shipped.$defs as { readonly cluster: Schema };
  const cluster = withComponents(definitions.cluster, references);
  return { ...withComponents(shipped, references), $defs: { ...definitions, cluster, ...own } };
}

function withComponents(schema: Schema, references: Schema): Schema {
  const properties = schema.properties as { readonly components: Schema };
  const { components } = properties;
  const all = { ...(components.properties as Schema), ...references };
  return { ...schema, properties: { ...properties, components: { ...components, properties: all } } };
}
