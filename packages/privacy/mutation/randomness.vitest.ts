import { defineConfig } from 'vitest/config';

/** The tests that must notice every small bug in what mechanisms draw from. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: [
      'packages/privacy/src/{random,public-randomness}/*.test.ts',
      'packages/privacy/src/*.test.ts',
    ],
    testTimeout: 120_000,
  },
});
