import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { coreSchemas } from '../kubernetes/core-schema.ts';
import type { StructuralSchema } from '../kubernetes/structural-schema.ts';
import { contractSchemas } from './contract-schemas.ts';
import { kindKey, readContracts } from './contracts.ts';

/** The schemas that `generate` checks objects with, as JavaScript that costs next to nothing until it is asked for a kind: all JSON in it is text. */
export interface SchemaSources {
  /** Of Kubernetes' own kinds: the document that `coreSchemas` reads. */
  readonly core: string;
  /** Of custom kinds, by `<apiVersion>/<Kind>`, from the contracts. */
  readonly contracts: string;
}

/** Reads the schemas below `schema/`. */
export function schemaSources(folder: string): SchemaSources {
  const document = brotliDecompressSync(readFileSync(join(folder, 'kubernetes-core.json.br'))).toString();
  const { kind } = coreSchemas(document);
  const all = contractSchemas(join(folder, 'kubernetes'));
  const custom = readContracts(join(folder, 'kubernetes')).contracts.filter(
    (each) => each.scope !== 'Local' && kind(each.apiVersion, each.kind) === undefined,
  );
  const lines = custom.map(kindKey).map((name) => `  ${quoted(name)}: ${quoted(withoutWords(all[name] ?? {}))},`);
  return {
    core: `// Generated from schema/kubernetes-core.json.br by \`npm run gen\`.\nexport const coreDocument =\n  ${quoted(document)};\n`,
    contracts: `// Generated from schema/kubernetes by \`npm run gen\`.\nexport const contracts = {\n${lines.join('\n')}\n};\n`,
  };
}

/** TypeScript's view of the two modules. */
export const schemaSourceTypes = {
  core: '/** The document of schema/kubernetes-core.json.br. */\nexport const coreDocument: string;\n',
  contracts:
    '/** By `<apiVersion>/<Kind>`, as JSON. */\nexport const contracts: { readonly [kind: string]: string };\n',
};

function withoutWords(schema: StructuralSchema): string {
  return JSON.stringify(schema, (key, value: unknown) =>
    (key === 'description' || key === 'title') && typeof value === 'string' ? undefined : value,
  );
}

/** JSON is full of double quotes, which single ones leave as they are. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
}
