import { parse } from 'yaml';

/** What a text of upstream says, read as leniently as Helm reads it (a key may stand twice); undefined where it is neither YAML nor JSON. */
export function lenientYaml(text: string): unknown {
  try {
    return /^\s*\{/.test(text) ? JSON.parse(text) : parse(text, { uniqueKeys: false, logLevel: 'error' });
  } catch {
    return undefined;
  }
}
