import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const chromium = process.env['SOTTO_CHROMIUM'] ?? '/usr/bin/chromium';

/** Chromium's own traffic off: a test sees the project's requests and no others. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // A GPU in software, where there is none.
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    // A busy machine is no fault of what is tested; what hangs is found all the same.
    testTimeout: 30_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{packages,demo,workers}/**/src/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
          environment: 'node',
        },
      },
      {
        extends: true,
        // Found at the start: a dependency found later reloads the page under the tests.
        optimizeDeps: {
          entries: ['{packages,demo,workers}/**/src/**/*.browser.test.ts'],
        },
        test: {
          name: 'browser',
          include: ['{packages,demo,workers}/**/src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: chromiumArgs,
                ...(existsSync(chromium) ? { executablePath: chromium } : {}),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
