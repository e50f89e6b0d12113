import standalone from 'ajv/dist/standalone/index.js';
import { buildSync } from 'esbuild';
import { validatorName } from '../option-check/validator-name.ts';
import type { ComponentFolder } from './folders.ts';
import type { Schema } from './json-schema.ts';
import { optionAjv } from './option-ajv.ts';
import { componentSchema, platformSchema } from './schema.ts';
import { withSharedDefinitions } from './shared-definitions.ts';

/**
 * CommonJS source of ajv's standalone code, one export a validator: `platform` for the written file, and each component's
 * effective options as `options_<name>` (which also fills in the defaults).
 */
export function validatorCode(base: Schema, components: readonly ComponentFolder[]): string {
  const shared = platformSchema(base, components);
  const ajv = optionAjv();
  const { $defs, ...platform } = shared;
  ajv.addSchema({ $id: 'defs', $defs });
  ajv.addSchema({ ...withSharedDefinitions(platform), $id: 'platform' });
  for (const each of components)
    ajv.addSchema({ ...withSharedDefinitions(componentSchema(each)), $id: `options-${each.name}` });
  const exports = Object.fromEntries(components.map(({ name }) => [validatorName('options', name), `options-${name}`]));
  ajv.addSchema({ $id: 'app', $ref: 'defs#/$defs/app' });
  ajv.addSchema({ $id: 'site', $ref: 'defs#/$defs/site' });
  return bundled(standalone.default(ajv, { platform: 'platform', app: 'app', site: 'site', ...exports }));
}

/** ajv's code asks for pieces of its runtime by `require`; bundled, it stands alone. */
function bundled(code: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
