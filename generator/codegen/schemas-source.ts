import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { hasRules } from '../kubernetes/cel-rules.ts';
import { coreSchemas } from '../kubernetes/core-schema.ts';
import { customSchemas } from '../kubernetes/custom-schema.ts';
import type { StructuralSchema } from '../kubernetes/structural-schema.ts';
import { contractSchemas } from './contract-schemas.ts';
import { kindKey, readContracts } from './contracts.ts';

/** JavaScript source of the schemas that `generate` checks objects with. All of them are texts, which cost next to nothing until a kind is asked for. */
export function schemasSource(folder: string): string {
  const core = unpacked(join(folder, 'kubernetes-core.json.br'));
  const custom = unpacked(join(folder, 'custom-kinds.json.br'));
  const kinds = customContracts(join(folder, 'kubernetes'), core);
  const contracts = kinds.map(([kind, schema]) => `  ${quoted(kind)}: ${quoted(JSON.stringify(schema))},`);
  const ruled = ruledAmong(
    kinds.map(([kind]) => kind),
    custom,
  ).map((kind) => `  ${quoted(kind)},`);
  return [
    '// Generated from schema/kubernetes-core.json.br, schema/custom-kinds.json.br and schema/kubernetes by `npm run gen`.',
    `export const coreDocument =\n  ${quoted(core)};`,
    `export const customDocument =\n  ${quoted(custom)};`,
    `export const contracts = {\n${contracts.join('\n')}\n};`,
    `export const ruledKinds = [\n${ruled.join('\n')}\n];\n`,
  ].join('\n\n');
}

/** TypeScript's view of it. */
export const schemasTypes = `/** The kinds of Kubernetes itself: what \`coreSchemas\` reads. */
export const coreDocument: string;

/** The custom kinds that upstream modules carry: what \`customSchemas\` reads. */
export const customDocument: string;

/** The contracts of custom kinds as JSON, by \`<apiVersion>/<Kind>\`. */
export const contracts: { readonly [kind: string]: string };

/** Of these kinds, those whose upstream has rules in CEL, which no contract can say. */
export const ruledKinds: readonly string[];
`;

function ruledAmong(kinds: readonly string[], document: string): readonly string[] {
  const published = customSchemas(document);
  return kinds.filter((name) => {
    const cut = name.lastIndexOf('/');
    return hasRules(published.kind(name.slice(0, cut), name.slice(cut + 1))?.schema ?? {});
  });
}

function unpacked(file: string): string {
  return brotliDecompressSync(readFileSync(file)).toString();
}

/** What never reaches a cluster and what Kubernetes itself describes is left out. */
function customContracts(folder: string, core: string): readonly (readonly [string, StructuralSchema])[] {
  const { kind } = coreSchemas(core);
  const schemas = contractSchemas(folder);
  return readContracts(folder)
    .contracts.filter((each) => each.scope !== 'Local' && kind(each.apiVersion, each.kind) === undefined)
    .map((each) => [kindKey(each), withoutWords(schemas[kindKey(each)] ?? {})]);
}

function withoutWords(schema: StructuralSchema): StructuralSchema {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    (key === 'description' || key === 'title') && typeof value === 'string' ? undefined : value,
  );
  return JSON.parse(text) as StructuralSchema;
}

/** JSON is full of double quotes, which single ones leave as they are. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
}
