#!/usr/bin/env node
// Starts Plinth from V8's compiled form of it, which the build made; without one that fits, from its text.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const program = join(__dirname, 'PROGRAM.cjs');
// V8 itself compares no more than the length of the text, so the names carry what both files must have in common
const cache = join(__dirname, `PROGRAM-${process.version}-${process.arch}.v8`);

function compiled() {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(program, 'utf8')}\n})`;
const script = new Script(text, { filename: program, cachedData: compiled() });
if (process.env.PLINTH_COMPILE_CACHE === 'write') {
  process.on('exit', () => writeFileSync(cache, script.createCachedData()));
}
script.runInThisContext()(exports, require, module, program, __dirname);
