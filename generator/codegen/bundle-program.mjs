// The program as pieces that are loaded when they are asked for, and V8's compiled form of each, which halves the start.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';

/** What every bundle is made with. */
export const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'silent' },
};

/** Writes a file in one step: a plinth that runs at this moment keeps the one it has. */
function put(file, content, mode = 0o644) {
  writeFileSync(`${file}.${process.pid}`, content);
  chmodSync(`${file}.${process.pid}`, mode);
  renameSync(`${file}.${process.pid}`, file);
}

/** Commander asks for node:child_process for commands that are programs of their own, of which there are none here; to load it takes a tenth of a short run. */
const noPrograms = {
  name: 'no-programs',
  setup({ onLoad }) {
    onLoad({ filter: /commander\/lib\/command\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replace("require('node:child_process')", '{}');
      if (contents === text) throw new Error('commander asks for node:child_process in another way');
      return { contents };
    });
  },
};

const VALIDATORS = 'validators.cjs';

/** A piece that is asked for by `require`, which esbuild splits no program at; the loader answers it. */
const ownPiece = {
  name: 'own-piece',
  setup: (bundle) =>
    bundle.onResolve({ filter: /\/validators\.cjs$/ }, () => ({ path: `./${VALIDATORS}`, external: true })),
};

/** Bundles an entry: its pieces by name, the first of them with the name `main.cjs`. */
async function pieces(entry) {
  const minify = { minifySyntax: true, minifyWhitespace: true };
  const { outputFiles } = await build({
    ...common,
    ...minify,
    entryPoints: { main: entry },
    format: 'esm',
    splitting: true,
    outdir: 'dist',
    chunkNames: '[hash]',
    // as Node reads them in a package of modules
    outExtension: { '.js': '.cjs' },
    // the engine's TypeScript, so that it needs no build of its own here
    conditions: ['source'],
    plugins: [noPrograms, ownPiece],
    write: false,
  });
  // V8 keeps the compiled form of scripts only, and esbuild splits modules only
  const asScript = async ({ path, text }) => {
    const supported = { 'dynamic-import': false };
    const { code } = await transform(text, { ...minify, supported, format: 'cjs', platform: 'node', target: 'node20' });
    return [basename(path), code];
  };
  const validators = { path: VALIDATORS, text: readFileSync(`generator/generated/${VALIDATORS}`, 'utf8') };
  return Promise.all([...outputFiles, validators].map(asScript));
}

/** Runs command lines one after the other, the first with nothing that is known from before. */
function warmUp(command, lines) {
  const cache = mkdtempSync(join(tmpdir(), 'plinth-build-'));
  const env = { ...process.env, XDG_CACHE_HOME: cache, PLINTH_COMPILE_CACHE: 'write' };
  for (const words of lines) spawnSync(process.execPath, [command, ...words], { env, stdio: 'ignore' });
  rmSync(cache, { recursive: true });
}

/**
 * Writes `<folder>/<command>.cjs`, a small loader, and the pieces of the program in a folder of their own, named by all that is in
 * them, and by what the program works with `beside` itself. `warmUps` are command lines whose functions V8 is to have compiled. Pieces of an earlier build go.
 */
export async function bundleProgram(entry, folder, command, warmUps, beside = '') {
  const made = await pieces(entry);
  const sum = createHash('sha256')
    .update(JSON.stringify([made, beside]))
    .digest('hex')
    .slice(0, 16);
  const program = `${command}-${sum}`;
  mkdirSync(join(folder, program), { recursive: true });
  for (const [name, text] of made) put(join(folder, program, name), text.replace('@program@', program));
  const loader = readFileSync('generator/codegen/loader.cjs', 'utf8').replaceAll('PROGRAM', program);
  put(join(folder, `${command}.cjs`), loader, 0o755);
  warmUp(join(folder, `${command}.cjs`), warmUps);
  const earlier = readdirSync(folder).filter((name) => /-[0-9a-f]{16}/.test(name) && name.startsWith(`${command}-`));
  for (const name of earlier.filter((name) => name !== program)) rmSync(join(folder, name), { recursive: true });
}
