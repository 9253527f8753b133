import base from './playwright.config.ts';

export default {
  ...base,
  testDir: './bench',
  testMatch: '*.bench.ts',
  timeout: 600_000,
  workers: 1,
  fullyParallel: false,
  reporter: [['line']],
};
