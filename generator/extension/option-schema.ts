import type { Schema } from '../codegen/json-schema.ts';
import { componentSchema } from '../codegen/schema.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { isMap } from '../map.ts';
import { read, type Source } from '../read.ts';
import { broken } from './broken.ts';
import type { ExtensionFolder } from './extension-folders.ts';
import { validatorsOf } from './validators.ts';

/** The schema of a component's options as its schema.yaml has it; what is wrong with it, at its line. */
export function optionSchema(
  { name, stages, schemaFile: { file, text } }: ExtensionFolder,
  definitions: Schema,
): { readonly schema: Schema; readonly diagnostics: readonly Diagnostic[] } {
  const { source, diagnostics } = read(text);
  if (source === undefined)
    return { schema: {}, diagnostics: diagnostics.map((each) => broken(file, each.message, each)) };
  if (!isMap(source.value)) return refused(file, [{ message: 'it is no map', path: [] }], source);
  const schema: Schema = source.value;
  const found = [...shapeProblems(schema), ...unknownReferences(schema, definitions, [])];
  if (found.length > 0) return refused(file, found, source);
  try {
    validatorsOf([{ name, directory: '', stages, schema, templates: new Map() }], definitions);
    return { schema, diagnostics: [] };
  } catch (error) {
    return refused(file, [ajvProblem((error as Error).message, schema)], source);
  }
}

interface Problem {
  readonly message: string;
  readonly path: Path;
  readonly hint?: string;
}

function refused(file: string, found: readonly Problem[], source: Source) {
  const diagnostics = found.map(({ message, path, hint }) =>
    broken(file, message, { position: source.locate(path, 'key'), ...(hint === undefined ? {} : { hint }) }),
  );
  return { schema: {}, diagnostics };
}

function shapeProblems(schema: Schema): readonly Problem[] {
  const { properties = {} } = schema;
  if (!isMap(properties)) return [{ message: '`properties` is no map', path: ['properties'] }];
  const flags = { 'x-chart': schema['x-chart'], 'x-crds': schema['x-crds'] };
  const common = Object.keys(componentSchema({ ...nobody, schema: flags }).properties as object);
  return Object.entries(properties).flatMap(([option, own]) => {
    const path = ['properties', option];
    if (common.includes(option)) return [{ message: `every component has the option \`${option}\` already`, path }];
    if (!isMap(own)) return [{ message: `the option \`${option}\` has no schema`, path }];
    // what an editor shows, and what the next person reads
    return typeof own['description'] === 'string' || '$ref' in own
      ? []
      : [{ message: `the option \`${option}\` has no description`, path }];
  });
}

const nobody = { name: '', directory: '', stages: [], templates: new Map() };

function unknownReferences(value: unknown, definitions: Schema, path: Path): readonly Problem[] {
  if (Array.isArray(value))
    return value.flatMap((each, index) => unknownReferences(each, definitions, [...path, index]));
  if (!isMap(value)) return [];
  const reference = value['$ref'];
  const inside = Object.entries(value).flatMap(([key, each]) => unknownReferences(each, definitions, [...path, key]));
  if (typeof reference !== 'string' || Object.hasOwn(definitions, reference.replace('#/$defs/', ''))) return inside;
  const near = didYouMean(reference.replace('#/$defs/', ''), Object.keys(definitions));
  const hint = near === undefined ? {} : { hint: `did you mean \`#/$defs/${near}\`?` };
  return [...inside, { message: `there is no definition \`${reference}\``, path: [...path, '$ref'], ...hint }];
}

/** ajv says what is wrong and not where; a keyword that it does not know is found again. */
function ajvProblem(message: string, schema: Schema): Problem {
  const keyword = message.match(/unknown keyword: "(.+)"/)?.[1];
  const path = keyword === undefined ? pointed(message) : (wayTo(schema, keyword, []) ?? []);
  const text =
    keyword === undefined ? `it is no JSON Schema: ${message}` : `\`${keyword}\` is no keyword of JSON Schema`;
  return { message: text, path };
}

/** `schema is invalid: data/properties/a/type must be …` */
function pointed(message: string): Path {
  const pointer = message.match(/data(\/\S+)/)?.[1] ?? '';
  return pointer.split('/').slice(1);
}

function wayTo(value: unknown, key: string, path: Path): Path | undefined {
  if (!isMap(value)) return undefined;
  if (Object.hasOwn(value, key) && path.at(-1) !== 'properties') return [...path, key];
  return Object.entries(value)
    .map(([name, inner]) => wayTo(inner, key, [...path, name]))
    .find((way) => way !== undefined);
}
