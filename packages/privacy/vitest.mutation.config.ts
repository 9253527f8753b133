import { defineConfig } from 'vitest/config';

/** For `npm run mutate`: the tests of this package that are quick enough to run once a mutant. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/privacy/src/**/*.test.ts'],
    exclude: ['packages/privacy/src/audit/**'],
    testTimeout: 60_000,
  },
});
