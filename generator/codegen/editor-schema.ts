import type { ComponentFolder } from './folders.ts';
import type { Schema } from './json-schema.ts';
import { platformSchema } from './schema.ts';
import { withSnippets } from './snippets.ts';

type Schemas = { readonly [name: string]: Schema };

/**
 * The schema of platform.yaml for editors: it accepts what `platformSchema` accepts, and says more. Every option has its description as Markdown, with
 * its default; nothing stands beside a `$ref`, where draft-07 lets readers pass over it; messages are sentences; and there are snippets.
 */
export function editorSchema(base: Schema, components: readonly ComponentFolder[]): Schema {
  const folders = components.map((each) => ({ ...each, schema: defaultsKept(each.schema) as Schema }));
  const written = platformSchema(defaultsKept(base) as Schema, folders);
  const { $defs: defs, ...top } = written;
  const shown = (schema: unknown) => forEditors(schema, defs as Schemas);
  return withSnippets({ ...(shown(top) as Schema), $defs: mapped(defs as Schemas, shown) }, components);
}

/** Where blocks may be partial, defaults are taken out, since none may be filled in; under this name they stay. */
const KEPT = 'x-default';

function defaultsKept(schema: unknown): unknown {
  return walked(schema, (each) => ('default' in each ? { ...each, [KEPT]: each.default } : each));
}

function forEditors(schema: unknown, defs: Schemas): unknown {
  return walked(schema, (each) => spoken(withDefault(expectation(referenceFollowed(namesNamed(each), defs)))));
}

/** What a name must look like, an editor shows where one can be written. */
function namesNamed(schema: Schema): Schema {
  const { propertyNames } = schema;
  if (propertyNames === undefined) return schema;
  return { ...schema, propertyNames: { ...(propertyNames as Schema), title: 'name' } };
}

/** What stands beside a reference, in one map with what is referred to; a reference by itself stays one. */
function referenceFollowed(schema: Schema, defs: Schemas): Schema {
  const { $ref, ...beside } = schema;
  if (typeof $ref !== 'string' || Object.keys(beside).length === 0) return schema;
  const name = $ref.replace('#/$defs/', '').replaceAll('~1', '/');
  return { ...referenceFollowed(defs[name] ?? {}, defs), ...beside };
}

function withDefault({ [KEPT]: kept, ...schema }: Schema): Schema {
  if (kept === undefined) return schema;
  const { type } = schema;
  // a default beside the type that comes first, editors write with the block around it, as if it were to be repeated there
  const optional = Array.isArray(type) && typeof kept !== 'object' ? { type: ['null', ...without(type, 'null')] } : {};
  return { ...schema, ...optional, default: kept };
}

function without(values: readonly unknown[], value: unknown): readonly unknown[] {
  return values.filter((each) => each !== value);
}

/** Of a union, its branches with what the union as a whole wants: an editor speaks of the one that fits best. */
function expectation({ 'x-expected': expected, discriminator, ...schema }: Schema): Schema {
  const { oneOf } = schema as { readonly oneOf?: readonly Schema[] };
  if (oneOf === undefined) return schema;
  if (typeof expected === 'string')
    return { ...schema, oneOf: oneOf.map((each) => ('const' in each ? { ...each, ...mustBe(expected) } : each)) };
  if (discriminator === undefined) return schema;
  const key = (discriminator as { propertyName: string }).propertyName;
  const kindOf = ({ properties }: Schema) => (properties as Schemas)[key] ?? {};
  const kinds = mustBe(choice(oneOf.map((branch) => kindOf(branch).const)));
  const branches = oneOf.map((branch) => ({
    ...branch,
    properties: { ...(branch.properties as Schemas), [key]: { ...kindOf(branch), ...kinds } },
  }));
  return { ...schema, oneOf: branches };
}

function mustBe(what: string): { readonly errorMessage: string } {
  return { errorMessage: `It must be ${what}.` };
}

/** With its description as Markdown, a title of words, and messages that say what is allowed. */
function spoken(schema: Schema): Schema {
  const { title, patternErrorMessage } = schema;
  const description = schema.description ?? (title === 'name' ? patternErrorMessage : undefined);
  return {
    ...schema,
    ...(typeof title === 'string' ? { title: words(title) } : {}),
    ...(typeof description === 'string' ? { markdownDescription: `${description}${defaultOf(schema)}` } : {}),
    ...(typeof patternErrorMessage === 'string'
      ? { patternErrorMessage: mustBe(patternErrorMessage).errorMessage }
      : {}),
    ...message(schema),
  };
}

/** A default that is not there is none, and one that is empty says nothing. */
function defaultOf({ default: value }: Schema): string {
  if (value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)) return '';
  return `\n\nDefault: \`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** `VaultSeal` → `Vault seal` */
function words(title: string): string {
  const [first = '', ...rest] = title.replace(/Options$/, '').split(/(?<=[a-z0-9])(?=[A-Z])/);
  return [first, ...rest.map((word) => (/^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word))].join(' ');
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: '`true` or `false`',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
};

/** Of a value that is no map: what an editor says of a map by this keyword, it would say of everything in it. */
function message({ type, enum: values }: Schema): { readonly errorMessage?: string } {
  if (Array.isArray(values)) return mustBe(choice(values));
  const names = without([type ?? []].flat(), 'null').map((each) => typeNames[String(each)]);
  return names.length === 0 || names.includes(undefined) ? {} : mustBe(names.join(' or '));
}

function choice(values: readonly unknown[]): string {
  const names = without(values, null).map((each) => `\`${String(each)}\``);
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** A schema itself changed, and then every schema that is in it. */
function walked(schema: unknown, change: (schema: Schema) => Schema): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const inner = (each: unknown) => walked(each, change);
  const entries = Object.entries(change(schema as Schema)).map(([keyword, value]) => {
    if (['properties', '$defs'].includes(keyword)) return [keyword, mapped(value as Schemas, inner)] as const;
    if (['items', 'additionalProperties', 'propertyNames'].includes(keyword)) return [keyword, inner(value)] as const;
    return [keyword, keyword === 'oneOf' ? (value as readonly unknown[]).map(inner) : value] as const;
  });
  return Object.fromEntries(entries);
}

function mapped(schemas: Schemas, change: (schema: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(schema)]));
}
