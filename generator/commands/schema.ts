import { existsSync } from 'node:fs';
import { hasErrors } from '../diagnostic.ts';
import { extended } from './extensions/extended.ts';
import { type Invocation, readPlatform } from './invocation.ts';
import { printOutcome } from './print/print-outcome.ts';
import { schemaText } from './schema-text.ts';

interface SchemaFlags extends Pick<Invocation, 'platform'> {
  readonly types?: boolean;
}

/** `plinth schema`: prints the schema of platform.yaml, with the options of its extensions where there is one; with `--types`, TypeScript's declarations of these. */
export async function runSchema({ platform, types }: SchemaFlags): Promise<number> {
  if (!existsSync(platform) && platform !== '-') return print(types === true ? '' : schemaText());
  const bytes = readPlatform(platform);
  if (types === true) return printTypes(bytes, platform);
  const extension = await extended(bytes, platform);
  if (extension.digest === undefined) return print(extension.schema());
  const { diagnostics, text } = extension.compiled(() => ({ text: '', diagnostics: [] }));
  if (hasErrors(diagnostics)) {
    printOutcome({ platform, format: 'text' }, { text, diagnostics }, {}, '');
    return 1;
  }
  return print(extension.schema());
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

async function printTypes(bytes: Uint8Array, platform: string): Promise<number> {
  const { extensionTypes } = await import('./extensions/extension-types.ts');
  const types = extensionTypes(bytes, platform);
  if (typeof types === 'string') return print(types);
  printOutcome({ platform, format: 'text' }, types, {}, '');
  return 1;
}
