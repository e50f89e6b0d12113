import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { buildSync } from 'esbuild';
import type { ComponentFolder } from './folders.ts';
import type { Schema } from './json-schema.ts';
import { componentSchema, platformSchema } from './schema.ts';

/** Keywords of ours, and those that only editors read. */
const annotations = ['x-scope', 'x-expected', 'patternErrorMessage', 'enumDescriptions'];

/**
 * JavaScript source of ajv's standalone code, one export a validator: `platform` for the written file, and each component's
 * effective options as `options_<name>` (which also fills in the defaults).
 */
export function validatorCode(base: Schema, components: readonly ComponentFolder[]): string {
  const shared = platformSchema(base, components);
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    useDefaults: true,
    discriminator: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allowUnionTypes: true,
    messages: false,
    code: { source: true, esm: true, lines: false, optimize: 2 },
  });
  for (const keyword of annotations) ajv.addKeyword(keyword);
  const { $defs, ...platform } = shared;
  ajv.addSchema({ $id: 'defs', $defs });
  ajv.addSchema({ ...(toShared(platform) as Schema), $id: 'platform' });
  for (const each of components)
    ajv.addSchema({ ...(toShared(componentSchema(each)) as Schema), $id: `options-${each.name}` });
  const exports = Object.fromEntries(
    components.map(({ name }) => [`options_${name.replaceAll('-', '_')}`, `options-${name}`]),
  );
  ajv.addSchema({ $id: 'app', $ref: 'defs#/$defs/app' });
  ajv.addSchema({ $id: 'site', $ref: 'defs#/$defs/site' });
  return bundled(standalone.default(ajv, { platform: 'platform', app: 'app', site: 'site', ...exports }));
}

/** References into the one schema that holds all definitions, so that each is compiled once. */
function toShared(schema: unknown): unknown {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', '"$ref":"defs#/$defs/');
  return JSON.parse(text) as unknown;
}

/** ajv's code asks for pieces of its runtime by `require`; bundled, it stands alone. */
function bundled(code: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
