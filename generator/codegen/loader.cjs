#!/usr/bin/env node
// Starts Plinth piece by piece from V8's compiled form of each: the one that the build made, or else the one that Node keeps where it can.
const { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { isAbsolute, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

// Most runs are over before what V8 optimises pays: it is told to wait, which saves up to a third of the CPU time. `watch` runs for hours.
const isNode20 = process.version.startsWith('v20.');
const later = isNode20
  ? ['--interrupt-budget=1000000']
  : ['--invocation-count-for-maglev=6000', '--invocation-count-for-turbofan=45000'];
if (process.argv[2] !== 'watch') for (const flag of later) setFlagsFromString(flag);
// The same of the engine's WebAssembly, whatever the version: it is not optimised at all unless what asks for engines asks for much of them, and then late. It is our own, and checked function by function as each is first called.
for (const flag of ['no-wasm-tier-up', 'no-wasm-dynamic-tiering', 'wasm-tiering-budget=200000000', 'wasm-lazy-validation']) setFlagsFromString(`--${flag}`);

const folder = join(__dirname, 'PROGRAM');
const isWriting = process.env.PLINTH_COMPILE_CACHE === 'write';
const loaded = new Map();
const writers = [];

// V8 itself compares no more than the length of the text, so the folder's name carries what both files must have in common
const cacheOf = (name) => join(folder, `${name}-${process.version}-${process.arch}.v8`);

function compiled(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function piece(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const file = join(folder, name);
  const cache = cacheOf(name);
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
  const script = new Script(text, { filename: file, cachedData: compiled(cache) });
  if (isWriting) writers.push(() => writeFileSync(cache, script.createCachedData()));
  const module = { exports: {} };
  loaded.set(name, module);
  const load = (wanted) => (wanted.startsWith('./') ? piece(wanted.slice(2)) : require(wanted));
  script.runInThisContext()(module.exports, load, module, file, folder);
  return module.exports;
}

// As many programs as are in use side by side; Node itself never removes one.
const KEPT = 3;

/** Lets Node keep what it compiles, in Plinth's own folder of the cache, where it is nobody else's; Node 20 cannot. */
function keepCompiled() {
  try {
    const { XDG_CACHE_HOME: given = '' } = process.env;
    const all = join(isAbsolute(given) ? given : join(require('node:os').homedir(), '.cache'), 'plinth/code');
    const own = join(all, 'PROGRAM');
    if (!existsSync(own)) {
      mkdirSync(own, { recursive: true, mode: 0o700 });
      const ages = readdirSync(all).map((name) => ({ path: join(all, name), time: statSync(join(all, name)).mtimeMs }));
      const oldest = ages.sort((a, b) => b.time - a.time).slice(KEPT);
      for (const { path } of oldest) rmSync(path, { recursive: true });
    }
    enableCompileCache(own);
  } catch {
    // without a place for it, it is compiled again
  }
}

if (isWriting) process.on('exit', () => { for (const write of writers) write(); });
if (isWriting || isNode20 || existsSync(cacheOf('main.cjs'))) piece('main.cjs');
else {
  keepCompiled();
  require(join(folder, 'main.cjs'));
}
