import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    testTimeout: 120_000,
    pool: 'threads',
    // by itself Vitest leaves a core idle, and with two that is half of them
    maxWorkers: '100%',
  },
});
