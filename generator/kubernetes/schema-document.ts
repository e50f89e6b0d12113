import type { StructuralSchema } from './structural-schema.ts';

/** Schemas that share their parts, and what says which is which. */
export interface SchemaDocument<Index> {
  readonly index: Index;
  /** The schema at a place, read when it is first asked for; where schemas lead back to themselves, so do the objects. */
  readonly definition: (place: number) => StructuralSchema;
}

/** Reads a document of JSON whose last key, `definitions`, holds one schema a line, in which `{"$ref": 12}` stands for the one at place 12. */
export function schemaDocument<Index>(document: string): SchemaDocument<Index> {
  const cut = document.indexOf(start);
  return {
    index: JSON.parse(`${document.slice(0, cut)}}`) as Index,
    definition: reader(document.slice(cut + start.length).split('\n')),
  };
}

/** What stands between the index, which is read at once, and the definitions. */
const start = ',\n"definitions":[\n';

function reader(lines: readonly string[]): SchemaDocument<unknown>['definition'] {
  const known = new Map<number, StructuralSchema>();
  const definition = (place: number): StructuralSchema => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const text = lines[place] ?? '{}';
    const schema = JSON.parse(text.endsWith(',') ? text.slice(0, -1) : text) as StructuralSchema;
    // known before what it refers to is read, since that may refer back to it
    known.set(place, schema);
    if (text.includes('{"$ref":')) link(schema, definition);
    return schema;
  };
  return definition;
}

function link(value: object, definition: (place: number) => StructuralSchema): void {
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    if (typeof inner !== 'object' || inner === null) continue;
    if (isReference(inner)) Reflect.set(value, key, definition(inner.$ref));
    else link(inner, definition);
  }
}

function isReference(value: object): value is { readonly $ref: number } {
  return '$ref' in value && typeof value.$ref === 'number';
}
