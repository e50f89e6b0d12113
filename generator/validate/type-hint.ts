import type { Path } from '../diagnostic.ts';
import { isMap } from '../map.ts';

type Schema = { readonly [keyword: string]: unknown };

const names: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: '`true` or `false`',
  integer: 'a whole number',
  number: 'a number',
  object: 'a map',
  array: 'a list',
};

/** A type of JSON schema in words, with its article. */
export function typeName(type: string): string {
  return names[type] ?? type;
}

/** What to write where a value has none of the types; the value itself is not in it. */
export function typeHint(types: readonly string[], value: unknown, schema: Schema, path: Path): string {
  if (types.includes('object')) return isComponent(path) ? componentHint : mapHint(schema);
  if (types.includes('array')) return `write it as a list, even of one: \`${form(schema)}\``;
  if (types.includes('string')) return textHint(value, schema);
  if (types.includes('boolean')) return 'YAML 1.2 has only `true` and `false`, without quotes';
  if (/^(?:integer|number)$/.test(types[0] ?? '')) return numberHint(types, value, schema);
  return `write ${types.map(typeName).join(' or ')}`;
}

const componentHint = 'write its options as a map: `{}` for the defaults, `{ enabled: false }` to switch it off';

/** Whether a path is that of a component's block: `components.<name>`, also below a cluster. */
function isComponent(path: Path): boolean {
  return path.at(-2) === 'components' && (path.length === 2 || (path.length === 4 && path[0] === 'clusters'));
}

function mapHint(schema: Schema): string {
  const kinds = kindsOf(schema);
  if (kinds === undefined) return `write a map, such as \`${form(schema)}\``;
  const [tag, values] = kinds;
  return `write \`{ ${tag}: … }\`, where \`${tag}\` is one of ${values.map((each) => `\`${each}\``).join(', ')}`;
}

/** The option that tells the branches of a union apart, and its values; where blocks are partial the union is one map. */
function kindsOf({ discriminator, oneOf, properties }: Schema): readonly [string, readonly string[]] | undefined {
  if (isMap(discriminator) && Array.isArray(oneOf)) {
    const tag = String(discriminator['propertyName']);
    return [tag, oneOf.map((branch: Schema) => String(property(branch, tag)['const']))];
  }
  const kinds = property({ properties }, 'kind')['enum'];
  return Array.isArray(kinds) ? ['kind', kinds.filter((kind) => kind !== null).map(String)] : undefined;
}

function property({ properties }: Schema, name: string): Schema {
  const schema = isMap(properties) ? properties[name] : undefined;
  return isMap(schema) ? schema : {};
}

/** The form of a value, in one line of YAML: `{ <name>: { namespace: …, keys: [ … ] } }`. */
function form(schema: Schema): string {
  const { properties, additionalProperties, items, type } = schema;
  const types = [type].flat();
  if (types.includes('array')) return isMap(items) ? `[ ${form(items)} ]` : '[ … ]';
  if (!types.includes('object')) return '…';
  if (isMap(additionalProperties))
    return `{ <name>: ${'$ref' in additionalProperties ? '{ … }' : form(additionalProperties)} }`;
  if (!isMap(properties)) return '{ … }';
  const parts = optionsToShow(schema, properties).map((name) => `${name}: ${form(property(schema, name))}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** What is required; of a block that may be partial, its first two options. */
function optionsToShow({ required }: Schema, properties: Schema): readonly string[] {
  if (Array.isArray(required)) return required.map(String);
  return Object.keys(properties).slice(0, 2);
}

function textHint(value: unknown, { pattern, patternErrorMessage }: Schema): string {
  const wanted = typeof patternErrorMessage === 'string' ? patternErrorMessage : undefined;
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  const passes = isScalar && (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(String(value)));
  if (passes) return wanted === undefined ? 'put it in quotes' : `put it in quotes; it must be ${wanted}`;
  return wanted === undefined ? 'write one line of text' : `it must be ${wanted}`;
}

function numberHint(types: readonly string[], value: unknown, { minimum, maximum }: Schema): string {
  if (typeof value === 'number') return 'write it without a fraction';
  const from = typeof minimum === 'number' ? `, at least ${minimum}` : '';
  const to = typeof maximum === 'number' ? `, at most ${maximum}` : '';
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  const passes =
    Number.isFinite(number) &&
    (types.includes('number') || Number.isInteger(number)) &&
    (typeof minimum !== 'number' || number >= minimum) &&
    (typeof maximum !== 'number' || number <= maximum);
  return passes ? 'write it without quotes' : `write ${typeName(types[0] ?? 'number')} in digits${from}${to}`;
}
