import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { moduleReader } from '../src/module-reader.ts';

const module = new Uint8Array(brotliDecompressSync(readFileSync(join(import.meta.dirname, '../engine.wasm.br'))));

/** Imports that are never called. */
function nothing(of: WebAssembly.Module) {
  const names = WebAssembly.Module.imports(of).map(({ name }) => [name, () => 0]);
  return { wasi_snapshot_preview1: Object.fromEntries(names) as Record<string, () => number> };
}

function memoryOf(code: Uint8Array<ArrayBuffer>): WebAssembly.Memory {
  const compiled = new WebAssembly.Module(code);
  return new WebAssembly.Instance(compiled, nothing(compiled)).exports['memory'] as WebAssembly.Memory;
}

/** Reads the engine's module in pieces of a size. */
function readIn(size: number, pages = 4096, bytes = module) {
  const seen: { memory?: WebAssembly.Memory; code?: Uint8Array; codeSize?: number } = {};
  const reader = moduleReader(pages, (code) => {
    seen.memory = memoryOf(code);
    seen.code = code;
    seen.codeSize = code.length;
    return new Uint8Array(seen.memory.buffer);
  });
  for (let at = 0; at < bytes.length; at += size) reader.take(bytes.subarray(at, at + size));
  return { ...seen, complete: reader.isComplete() };
}

describe('the module in pieces', () => {
  const whole = Buffer.from(memoryOf(module).buffer);

  it.each([module.length, 262_144, 4099])('of %i bytes begins with the memory that it begins with at once', (size) => {
    const { memory, complete } = readIn(size);
    expect(complete).toBe(true);
    expect(memory !== undefined && whole.equals(Buffer.from(memory.buffer))).toBe(true);
  });

  it('is compiled without its data, and given back as soon as it is', () => {
    const { code, codeSize = 0 } = readIn(262_144);
    expect(codeSize).toBeGreaterThan(20 * 2 ** 20);
    expect(codeSize).toBeLessThan(0.6 * module.length);
    expect(code?.length).toBe(0);
  });

  it('has a memory that grows to its limit and not beyond', () => {
    const { memory } = readIn(module.length, whole.length / 65_536 + 3);
    const grow = (pages: number) => (memory as unknown as { grow(pages: number): number }).grow(pages);
    expect(grow(3)).toBe(whole.length / 65_536);
    expect(() => grow(1)).toThrow(RangeError);
  });

  it('is not complete when it is cut off', () => {
    for (const end of [4, 1000, Math.floor(module.length / 2), module.length - 200])
      expect(readIn(module.length, 4096, module.subarray(0, end)).complete).toBe(false);
  });
});
