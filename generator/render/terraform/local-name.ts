import { createHash } from 'node:crypto';

/**
 * What Terraform calls a resource that is known by these parts, of which only the last may have dots; other parts give another name.
 * It has letters, digits, dashes and underscores, and does not begin with a digit.
 */
export function localName(...parts: readonly string[]): string {
  const joined = parts.join('_').replaceAll('.', '_');
  const name = /^[A-Za-z]/.test(joined) ? joined : `_${joined}`;
  // where an underscore is not ours, nobody knows where a part ends
  if (!parts.some((part) => part.includes('_'))) return name;
  return `${name}_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 6)}`;
}
