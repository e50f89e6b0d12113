// `npm run gen` and `npm run build`: TypeScript that makes TypeScript has to be bundled before Node 20 can run it.
import { chmodSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../..', import.meta.url).pathname;
process.chdir(root);
mkdirSync('dist', { recursive: true });
const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

/** Bundles and runs a script of the code generation. */
export async function runScript(entry) {
  const outfile = join(root, 'dist', `${entry.replaceAll('/', '-').replace(/\.ts$/, '')}.mjs`);
  await build({ ...common, entryPoints: [entry], outfile, format: 'esm', packages: 'external' });
  return import(pathToFileURL(outfile).href);
}

const words = process.argv.slice(2);
if (words[0] === 'run') {
  // the script reads its own arguments
  process.argv.splice(2, 2);
  await runScript(words[1]);
} else {
  await runScript('generator/codegen/main.ts');
  await runScript('generator/codegen/write-reference.ts');
  if (words[0] === 'all') {
    await build({
      ...common,
      entryPoints: ['generator/commands/cli.ts'],
      outfile: 'dist/plinth.new.cjs',
      format: 'cjs',
      minifySyntax: true,
      banner: { js: '#!/usr/bin/env node' },
    });
    chmodSync('dist/plinth.new.cjs', 0o755);
    // a plinth that runs at this moment keeps the file it has
    renameSync('dist/plinth.new.cjs', 'dist/plinth.cjs');
  }
}
