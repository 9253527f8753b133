// `npm test`: set up, check, and run every test; closes with one line over all runners.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { bin, CommandError, root, run } from './command.mjs';
import { install } from './setup.mjs';
import { bold, say, step } from './terminal.mjs';

const began = performance.now();
const total = { passed: 0, failed: 0 };
const reports = path.join(root, '.cache/reports');
mkdirSync(reports, { recursive: true });

/** A check counts as one test. */
async function check(title, work) {
  try {
    await step(title, work);
    total.passed += 1;
  } catch (error) {
    total.failed += 1;
    say(error instanceof CommandError ? error.output : String(error));
  }
}

/** Packages that go to the registry are well formed: entries, types, files. */
async function publishable() {
  for (const name of readdirSync(path.join(root, 'packages'))) {
    const folder = path.join('packages', name);
    const { private: hidden } = JSON.parse(readFileSync(path.join(root, folder, 'package.json')));
    if (!hidden) await run(bin('publint'), [folder, '--pack', 'false', '--strict']);
  }
}

/** A runner counts by its JSON report; one that leaves none counts as a failure. */
async function runner(title, args, report, count, env) {
  const [program, ...rest] = args;
  const failure = await step(title, () => run(bin(program), rest, { env })).then(
    () => null,
    (error) => error,
  );
  const { passed, failed, secondTry = [] } = readReport(report, count);
  total.passed += passed;
  total.failed += failure !== null && failed === 0 ? 1 : failed;
  say(`  ${passed} passed, ${failed} failed`);
  for (const name of secondTry) say(`  at the second try: ${name}`);
  if (failure !== null) say(failure instanceof CommandError ? failure.output : String(failure));
}

function readReport(report, count) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    say(`  no report: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

await install();
const { findBrowser } = await import('./browser.mjs');
const chromium = await findBrowser();
const { build } = await import('./build.mjs');
try {
  await build();
} catch (error) {
  say(error.message);
  say('0 passed, 1 failed');
  process.exit(1);
}

/** Everything that is checked without running it, but for the format. */
async function checkCode() {
  await check('lint', () => run(bin('oxlint'), ['--type-aware']));
  await check('types', () => run(bin('tsc'), ['-b']));
  await check('unused files and exports', () => run(bin('knip'), ['--no-progress']));
  await check('packages fit for publishing', publishable);
}

// The format takes one core as long as all else takes the other.
await Promise.all([check('format', () => run(bin('prettier'), ['--check', '.'])), checkCode()]);

const vitest = path.join(reports, 'vitest.json');
await runner(
  'unit and browser tests',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitest}`],
  vitest,
  (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests + failedSuites(report),
  }),
  { SOTTO_CHROMIUM: chromium },
);

const { makeDemo } = await import('./demo.mjs');
await makeDemo();
const e2e = path.join(reports, 'e2e.json');
await runner(
  'end-to-end tests',
  ['playwright', 'test', '--config', 'e2e/playwright.config.ts'],
  e2e,
  (report) => ({
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected,
    secondTry: report.suites.flatMap(flakyTests),
  }),
  { SOTTO_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: e2e },
);

/** Names of the tests of a suite that passed when they were tried again. */
function flakyTests({ specs, suites = [] }) {
  const flaky = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'));
  return [...flaky.map(({ title }) => title), ...suites.flatMap(flakyTests)];
}

/** Test files that failed before any of their tests ran. */
function failedSuites(report) {
  return report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length;
}

say(bold(`in ${((performance.now() - began) / 60_000).toFixed(1)} minutes`));
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 ? 0 : 1);
