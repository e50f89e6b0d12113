import { stringify } from 'yaml';
import { didYouMean } from '../did-you-mean.ts';
import { isMap, own } from '../map.ts';
import type { Explained, Explanation } from './explanation.ts';
import type { OptionSchema } from './option-schema.ts';
import { place } from './place.ts';
import { type Without, without, withoutLines } from './without.ts';

/** What an option is, what it is now and where, and which files would differ without it. `vault.replicas` is short for `components.vault.replicas`. */
export function explainOption(subject: string, platform: Explained): Explanation | undefined {
  const short = subject.split('.');
  const path = Object.hasOwn(platform.registry.components, short[0] ?? '') ? ['components', ...short] : short;
  const schema = schemaAt(path, platform.schema);
  if (schema === undefined) return undefined;
  const value = valueAt(path, platform.source.value);
  const changes = value === undefined ? undefined : without(path, platform);
  const shown = value === undefined ? '' : stringify(value).trim();
  return {
    lines: [
      path.join('.'),
      ...(schema.description === undefined ? [] : [`  ${schema.description}`]),
      `  takes ${kindOf(schema)}${schema.default === undefined ? '' : `; ${JSON.stringify(schema.default)} where it is not written`}`,
      ...(value === undefined
        ? ['  is not written']
        : [`  is ${shown.includes('\n') ? 'written' : shown}, at ${place(platform.source, path)}`]),
      ...(changes === undefined ? [] : withoutLines(changes, platform)),
    ],
    facts: { path, description: schema.description, default: schema.default, value, ...factsOf(changes) },
  };
}

/** The names of options beside one that there is not. */
export function optionsNear(
  subject: string,
  { schema, registry }: Pick<Explained, 'schema' | 'registry'>,
): string | undefined {
  const parts = subject.split('.');
  const path = Object.hasOwn(registry.components, parts[0] ?? '') ? ['components', ...parts] : parts;
  const above = schemaAt(path.slice(0, -1), schema);
  const near = didYouMean(path.at(-1) ?? '', Object.keys(above?.properties ?? {}));
  return near === undefined ? undefined : [...parts.slice(0, -1), near].join('.');
}

function factsOf(changes: Without | undefined): object {
  if (changes === undefined || 'files' in changes) return { files: changes?.files };
  const errors = changes.errors.map(({ code, message, path }) => ({ code, message, path }));
  return { files: 'required', errors };
}

function schemaAt(path: readonly string[], root: OptionSchema): OptionSchema | undefined {
  return path.reduce<OptionSchema | undefined>(
    (schema, key) => (schema === undefined ? undefined : inside(resolved(schema, root), key, root)),
    root,
  );
}

function inside(schema: OptionSchema, key: string, root: OptionSchema): OptionSchema | undefined {
  const found = own(schema.properties ?? {}, key) as OptionSchema | undefined;
  if (found !== undefined) return withReferenced(found, root);
  for (const branch of schema.oneOf ?? []) {
    const other = inside(resolved(branch, root), key, root);
    if (other !== undefined) return other;
  }
  if (schema.items !== undefined && /^\d+$/.test(key)) return withReferenced(schema.items, root);
  const { additionalProperties: more } = schema;
  return typeof more === 'object' && Object.keys(more).length > 0 ? withReferenced(more, root) : undefined;
}

/** What stands beside a reference goes before what it refers to. */
function withReferenced(schema: OptionSchema, root: OptionSchema): OptionSchema {
  return { ...resolved(schema, root), ...schema };
}

function resolved(schema: OptionSchema, root: OptionSchema): OptionSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace('#/$defs/', '').replaceAll('~1', '/');
  const target = root.$defs?.[name];
  return target === undefined ? schema : resolved(target, root);
}

function kindOf({ type, enum: values, oneOf, items }: OptionSchema): string {
  if (values !== undefined) return values.map((each) => `\`${String(each)}\``).join(' or ');
  if (oneOf !== undefined) return 'one of several forms';
  if (items !== undefined) return 'a list';
  const words: Readonly<Record<string, string>> = {
    object: 'a map',
    string: 'a text',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
  };
  return [type ?? 'any']
    .flat()
    .filter((each) => each !== 'null')
    .map((each) => words[String(each)] ?? 'a value')
    .join(' or ');
}

function valueAt(path: readonly string[], value: unknown): unknown {
  return path.reduce<unknown>((each, key) => {
    if (Array.isArray(each)) return each[Number(key)];
    return isMap(each) ? own(each, key) : undefined;
  }, value);
}
