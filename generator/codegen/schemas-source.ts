import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { coreSchemas } from '../kubernetes/core-schema.ts';
import type { StructuralSchema } from '../kubernetes/structural-schema.ts';
import { contractSchemas } from './contract-schemas.ts';
import { kindKey, readContracts } from './contracts.ts';

/** JavaScript source of the schemas that `generate` checks objects with. All of them are texts, which cost next to nothing until a kind is asked for. */
export function schemasSource(folder: string): string {
  const core = unpacked(join(folder, 'kubernetes-core.json.br'));
  const contracts = customContracts(join(folder, 'kubernetes'), core).map(
    ([kind, schema]) => `  ${quoted(kind)}: ${quoted(JSON.stringify(schema))},`,
  );
  return [
    '// Generated from schema/kubernetes-core.json.br, schema/custom-kinds.json.br and schema/kubernetes by `npm run gen`.',
    `export const coreDocument =\n  ${quoted(core)};`,
    `export const customDocument =\n  ${quoted(unpacked(join(folder, 'custom-kinds.json.br')))};`,
    `export const contracts = {\n${contracts.join('\n')}\n};\n`,
  ].join('\n\n');
}

/** TypeScript's view of it. */
export const schemasTypes = `/** The kinds of Kubernetes itself: what \`coreSchemas\` reads. */
export const coreDocument: string;

/** The custom kinds that upstream modules carry: what \`customSchemas\` reads. */
export const customDocument: string;

/** The contracts of custom kinds as JSON, by \`<apiVersion>/<Kind>\`. */
export const contracts: { readonly [kind: string]: string };
`;

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
