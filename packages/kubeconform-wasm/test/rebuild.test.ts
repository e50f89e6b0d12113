import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const digest = readFileSync(join(root, 'engine.sha256'), 'utf8').trim();
const wanted = process.env['PLINTH_REBUILD'] === '1';
const go = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout?.trim() ?? '';
const pinned = /const pinned = '(.*)'/.exec(readFileSync(join(root, 'build.mjs'), 'utf8'))?.[1] ?? 'none';
const reason = wanted
  ? `the module is built with ${pinned}, here is ${go || 'no Go'}`
  : 'it takes minutes: set PLINTH_REBUILD=1';
const skipped = !wanted || go !== pinned;
if (skipped) console.log(`the module is not rebuilt: ${reason}`);

it('is the module that its digest names', () => {
  const module = brotliDecompressSync(readFileSync(join(root, 'engine.wasm.br')));
  expect(createHash('sha256').update(module).digest('hex')).toBe(digest);
});

it.skipIf(skipped)('is rebuilt from go/ to the same bytes', { timeout: 1_800_000 }, () => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'build.mjs'), '--check'], { encoding: 'utf8' });
  expect(`${stdout}${stderr}`.trim()).toBe(`same: ${digest}`);
});
