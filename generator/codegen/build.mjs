// `npm run gen` and `npm run build`: TypeScript that makes TypeScript has to be bundled before Node 20 can run it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
mkdirSync('dist', { recursive: true });
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'silent' },
};

/** Bundles and runs a script of the code generation. */
async function runScript(entry) {
  const outfile = join(root, 'dist', `${entry.replaceAll('/', '-').replace(/\.ts$/, '')}.mjs`);
  await build({ ...common, entryPoints: [entry], outfile, format: 'esm', packages: 'external' });
  return import(pathToFileURL(outfile).href);
}

/** Writes a file in one step: a plinth that runs at this moment keeps the one it has. */
function put(file, content) {
  writeFileSync(`${file}.${process.pid}`, content);
  chmodSync(`${file}.${process.pid}`, 0o755);
  renameSync(`${file}.${process.pid}`, file);
}

/** dist/plinth.cjs, a small loader; the program, named by its content; and V8's compiled form of it, which halves the start. */
async function bundleCli() {
  const minify = { minifySyntax: true, minifyWhitespace: true };
  const { outputFiles } = await build({
    ...common,
    ...minify,
    entryPoints: ['generator/commands/cli.ts'],
    format: 'cjs',
    // the engine's TypeScript, so that it needs no build of its own here
    conditions: ['source'],
    write: false,
  });
  const bundled = outputFiles[0].text;
  const program = `program-${createHash('sha256').update(bundled).digest('hex').slice(0, 16)}`;
  put(`dist/${program}.cjs`, bundled.replace('@program@', program));
  put('dist/plinth.cjs', readFileSync('generator/codegen/loader.cjs', 'utf8').replaceAll('PROGRAM', program));
  const env = { ...process.env, PLINTH_COMPILE_CACHE: 'write' };
  spawnSync(process.execPath, ['dist/plinth.cjs', 'generate', '--check'], { env, stdio: 'ignore' });
  for (const file of readdirSync('dist'))
    if (file.startsWith('program-') && !file.startsWith(program)) rmSync(`dist/${file}`);
}

const words = process.argv.slice(2);
if (words[0] === 'run') {
  // the script reads its own arguments
  process.argv.splice(2, 2);
  await runScript(words[1]);
} else {
  await runScript('generator/codegen/main.ts');
  await runScript('generator/codegen/write-reference.ts');
  if (words[0] === 'all') await bundleCli();
}
