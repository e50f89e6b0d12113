import { setFlagsFromString } from 'node:v8';
import { defineConfig } from 'vitest/config';

// as the program itself does: the engine runs too shortly for what V8 optimises to pay
setFlagsFromString('--wasm-tiering-budget=200000000');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    testTimeout: 120_000,
    // a busy disk takes longer than ten seconds to remove a copy of the repository
    hookTimeout: 120_000,
    pool: 'threads',
    // by itself Vitest leaves a core idle, and with two that is half of them
    maxWorkers: '100%',
  },
});
