import { defineConfig } from 'vitest/config';

/** The tests that must notice every small bug in what promises and intervals are computed with. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: [
      'packages/privacy/src/{accountant,audit,interval,numeric}/*.test.ts',
      'packages/privacy/src/parameter-check.test.ts',
    ],
    // What takes thousands of reports is too slow to run once a mutant, and texts know nothing of the code.
    exclude: ['**/*-{statistics,large}.test.ts', '**/{readme,vectors}.test.ts'],
    setupFiles: ['packages/privacy/mutation/first-failure.ts'],
    // One worker loads each module once a mutant.
    isolate: false,
    testTimeout: 120_000,
  },
});
