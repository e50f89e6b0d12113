import { credentialIn, isCredentialEntry } from '../credential.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { isMap, type PlainMap } from '../map.ts';
import type { Source } from '../read.ts';
import { isSealed, SEALED } from '../sealed.ts';

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
  if (Array.isArray(value)) return value.flatMap((item, index) => entry(index, item, [...path, index]));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => entry(key, each, [...path, key]));
}

function entry(key: string | number, value: unknown, path: Path): Diagnostic[] {
  if (key === SEALED && isMap(value)) return unsealed(value, path);
  // what the line itself shows has been said of the line
  if (!isCredentialEntry(String(key), value) || credentialIn(JSON.stringify(value)) !== undefined)
    return entries(value, path);
  const name = isMap(value) && typeof value['name'] === 'string' ? value['name'] : key;
  return [{ ...leak(`\`${name}\` has its value in plain text`), path, at: 'key' }];
}

/** Values among sealed ones that are not. */
function unsealed(values: PlainMap, path: Path): Diagnostic[] {
  return Object.entries(values)
    .filter(([, value]) => typeof value !== 'string' || !isSealed(value))
    .map(([key]) => ({
      ...leak(`\`${key}\` is nothing that kubeseal has made: a value in plain text, or one that was cut off`),
      hint: 'write what `kubeseal --raw` prints. If this is the value itself, revoke it: git remembers',
      path: [...path, key],
      at: 'key',
    }));
}

function leak(message: string): Diagnostic {
  return { code: 'credential', severity: 'error', message, hint };
}
