import { defineConfig } from 'vitest/config';

/** The tests that must notice every small bug in what promises and intervals are computed with. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/privacy/src/{accountant,audit,interval,numeric}/*.test.ts'],
    // What takes thousands of reports is too slow to run once a mutant.
    exclude: ['**/*-{statistics,large}.test.ts'],
    testTimeout: 120_000,
  },
});
