import { join } from 'node:path';
import { baseSchema } from '../../generator/codegen/base-schema.ts';
import { componentFolders } from '../../generator/codegen/folders.ts';
import { componentSchema } from '../../generator/codegen/schema.ts';
import { repository } from './cli.ts';

/** A schema as far as these tests walk it. */
interface OptionSchema {
  readonly $ref?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly properties?: Schemas;
  readonly additionalProperties?: boolean | OptionSchema;
  readonly items?: OptionSchema;
  readonly oneOf?: readonly OptionSchema[];
  readonly discriminator?: { readonly propertyName: string };
}
type Schemas = { readonly [name: string]: OptionSchema };

/** A map that options can be written in. */
export interface OptionPlace {
  /** Where it is; a number is a place in a list. */
  readonly path: readonly (string | number)[];
  /** Of a form among several, the option that says which. */
  readonly given?: readonly [string, string];
  /** Each option with its description; with several where the forms of a map say different things of one name. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

const base = baseSchema(join(repository, 'schema')) as unknown as OptionSchema & { readonly $defs: Schemas };
const folders = componentFolders(join(repository, 'generator/components'));

/** Every map of platform.yaml in which options can stand, as the sources of the schema have it; maps by names with one name, and lists with one item. */
export function optionPlaces(): readonly OptionPlace[] {
  const components = Object.fromEntries(folders.map((each) => [each.name, componentSchema(each) as OptionSchema]));
  return placesIn({ ...base, properties: { ...base.properties, components: { properties: components } } }, []);
}

function placesIn(written: OptionSchema, path: OptionPlace['path']): readonly OptionPlace[] {
  const { properties, additionalProperties, items, oneOf = [], discriminator } = resolved(written);
  if (properties !== undefined) return [placeOf(path, properties), ...inside(properties, path)];
  if (typeof additionalProperties === 'object') return placesIn(additionalProperties, [...path, 'one']);
  if (items !== undefined) return placesIn(items, [...path, 0]);
  const forms = oneOf.flatMap((form) => (form.properties === undefined ? [] : [form.properties]));
  return forms.flatMap((form) => {
    const key = discriminator?.propertyName ?? '';
    const kind = form[key]?.const;
    const own = placeOf(path, form, forms);
    return [typeof kind === 'string' ? { ...own, given: [key, kind] as const } : own, ...inside(form, path)];
  });
}

function inside(properties: Schemas, path: OptionPlace['path']): readonly OptionPlace[] {
  return Object.entries(properties).flatMap(([name, schema]) => placesIn(schema, [...path, name]));
}

function placeOf(path: OptionPlace['path'], properties: Schemas, forms = [properties]): OptionPlace {
  const options = Object.keys(properties).map((name) => {
    const schemas = forms.flatMap((form) => form[name] ?? []);
    return [name, schemas.map((schema) => resolved(schema).description ?? '')] as const;
  });
  return { path, options: new Map(options) };
}

function resolved({ $ref, ...beside }: OptionSchema): OptionSchema {
  return $ref === undefined ? beside : { ...resolved(base.$defs[$ref.replace('#/$defs/', '')] ?? {}), ...beside };
}
