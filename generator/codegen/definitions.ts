import type { Schema } from './json-schema.ts';
import { platformSchema } from './schema.ts';

/** JavaScript source of the definitions that the schemas of components refer to, as ajv takes them; as text, since few runs need them. */
export function definitionsSource(base: Schema): string {
  const { $defs } = platformSchema(base, []);
  const text = JSON.stringify(JSON.stringify($defs));
  return `/** The definitions that schemas of components refer to, by name. */\nexport const definitions = () => JSON.parse(${text});\n`;
}

/** The types of that. */
export const definitionsTypes =
  'export function definitions(): { readonly [name: string]: { readonly [keyword: string]: unknown } };\n';
