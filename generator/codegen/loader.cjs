#!/usr/bin/env node
// Starts Plinth piece by piece from V8's compiled form of each, which the build made; without one that fits, from its text.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

// Most runs are over before what V8 optimises pays: it is told to wait, which saves a third of the CPU time. Later ones, with a compiler in between, wait by themselves; `watch` runs for hours.
if (process.version.startsWith('v20.') && process.argv[2] !== 'watch') setFlagsFromString('--interrupt-budget=1000000');
// The same of the engine's WebAssembly, whatever the version: a run that renders one chart takes half the CPU time, one that verifies everything three quarters.
setFlagsFromString('--wasm-tiering-budget=200000000');

const folder = join(__dirname, 'PROGRAM');
const isWriting = process.env.PLINTH_COMPILE_CACHE === 'write';
const loaded = new Map();
const writers = [];

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
  // V8 itself compares no more than the length of the text, so the folder's name carries what both files must have in common
  const cache = `${file}-${process.version}-${process.arch}.v8`;
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`;
  const script = new Script(text, { filename: file, cachedData: compiled(cache) });
  if (isWriting) writers.push(() => writeFileSync(cache, script.createCachedData()));
  const module = { exports: {} };
  loaded.set(name, module);
  const load = (wanted) => (wanted.startsWith('./') ? piece(wanted.slice(2)) : require(wanted));
  script.runInThisContext()(module.exports, load, module, file, __dirname);
  return module.exports;
}

if (isWriting) process.on('exit', () => { for (const write of writers) write(); });
piece('main.js');
