import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'conformance/**/*.test.ts'],
    testTimeout: 30_000,
    execArgv: ['--import', `${import.meta.dirname}/vitest.threads.js`],
  },
});
