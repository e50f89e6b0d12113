const known = new Map<string, RegExp>();

/** A pattern as ajv reads it, the same one each time. */
export function patternOf(pattern: string): RegExp {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const made = new RegExp(pattern, 'u');
  known.set(pattern, made);
  return made;
}
