/** A JSON Schema (draft-07 with `$defs`) as plain data. */
export type Schema = { readonly [keyword: string]: unknown };
