import { credentialIn, isCredentialEntry } from '../credential.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import type { Source } from '../read.ts';
import { isMap } from './merge.ts';

const hint = 'revoke it: git remembers. Declare the secret by name and origin; its value belongs in Vault';

/** Whatever looks like a credential in the written file, comments included. The value is never repeated. */
export function credentials({ text, value }: Source): readonly Diagnostic[] {
  const lines = text.split('\n').flatMap((line, index) => {
    const name = credentialIn(line);
    if (name === undefined) return [];
    const column = line.search(/\S/) + 1;
    return [{ ...leak(`this line holds ${name}`), position: { line: index + 1, column } }];
  });
  return [...lines, ...entries(value, [])];
}

function entries(value: unknown, path: Path): Diagnostic[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => entries(item, [...path, index]));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (!isCredentialEntry(key, each) || credentialIn(String(each)) !== undefined) return entries(each, [...path, key]);
    return [{ ...leak(`\`${key}\` has its value in plain text`), path: [...path, key], at: 'key' as const }];
  });
}

function leak(message: string): Diagnostic {
  return { code: 'credential', severity: 'error', message, hint };
}
