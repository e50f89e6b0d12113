import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codegen } from './index.ts';

/** `npm run gen`: writes what has changed of the generated files. */
const root = process.cwd();
for (const [path, text] of await codegen({ root, components: join(root, 'generator/components') })) {
  const file = join(root, path);
  if (read(file) === text) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
