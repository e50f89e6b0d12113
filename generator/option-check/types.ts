/** A bit for each type of JSON Schema; what has several has the sum. */
export const types: { readonly [type: string]: number } = {
  null: 1,
  boolean: 2,
  string: 4,
  number: 8,
  integer: 16,
  array: 32,
  object: 64,
};

/** The types that a value has. NaN and the infinities are no numbers. */
export function typesOf(value: unknown): number {
  if (typeof value === 'string') return 4;
  if (typeof value === 'boolean') return 2;
  if (typeof value === 'number') return Number.isInteger(value) ? 24 : Number.isFinite(value) ? 8 : 0;
  if (value === null) return 1;
  return typeof value !== 'object' ? 0 : Array.isArray(value) ? 32 : 64;
}
