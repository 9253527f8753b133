import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const chromium = process.env['SOTTO_CHROMIUM'] ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  // A busy machine is no fault of what is tested; what hangs is found all the same.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: true,
  // A browser that crashes is tried once more; `npm test` names what passed at the second try alone.
  retries: 1,
  reporter: [
    ['list'],
    [
      'json',
      { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? '../.cache/reports/e2e.json' },
    ],
  ],
  use: {
    headless: true,
    // Chromium's own traffic off: a test sees the project's requests and no others.
    launchOptions: {
      ...(existsSync(chromium) ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
        '--enable-features=BackForwardCache',
        // A GPU in software, where there is none.
        '--enable-unsafe-webgpu',
        '--use-webgpu-adapter=swiftshader',
      ],
    },
  },
});
