// `npm run gen` and `npm run build`: TypeScript that makes TypeScript has to be bundled before Node 20 can run it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleProgram, common } from './bundle-program.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
mkdirSync('dist', { recursive: true });
/** The platform here with a mistake in it, for what is loaded only then. */
const mistaken = 'dist/mistaken.yaml';
/** What is done at every commit, anew and as it was before. */
const warmUps = [
  ['validate', '--platform', mistaken],
  ['generate', '--check'],
  ['generate', '--check'],
];

/** Bundles and runs a script of the code generation. */
async function runScript(entry) {
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
    // what it rendered is kept under its name
    const engine = readFileSync('packages/kubeconform-wasm/engine.sha256', 'utf8');
    writeFileSync(mistaken, `${readFileSync('platform.yaml', 'utf8')}\nmistake: true\n`);
    await bundleProgram('generator/commands/cli.ts', 'dist', 'plinth', warmUps, engine);
  }
}
