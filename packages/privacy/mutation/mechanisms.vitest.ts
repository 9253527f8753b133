import { defineConfig } from 'vitest/config';

/** The tests that must notice every small bug in a mechanism. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/privacy/src/mechanisms/**/*.test.ts'],
    // What counts thousands of reports takes too long to run once a mutant.
    exclude: ['**/*-{enumeration,statistics}.test.ts'],
    // One worker loads each module once a mutant.
    isolate: false,
    testTimeout: 120_000,
  },
});
