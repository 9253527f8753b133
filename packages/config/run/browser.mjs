// A Chromium for the tests: an installed one, else Playwright's download, else Debian's package.
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { bin, run } from './command.mjs';
import { say, step } from './terminal.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const FIXED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

function installed() {
  const onPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  const named = process.env['SOTTO_CHROMIUM'];
  return [...(named ? [named] : []), ...onPath, ...FIXED].find((file) => existsSync(file));
}

async function downloaded() {
  const { chromium } = await import('playwright');
  if (!existsSync(chromium.executablePath())) {
    await step('download Chromium', () => run(bin('playwright'), ['install', 'chromium']));
  }
  return chromium.executablePath();
}

async function fromDebian() {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return undefined;
  await step('install Debian’s chromium', async () => {
    await run('apt-get', ['update']);
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  });
  return installed();
}

/** Path of a Chromium or Chrome; gets one if there is none, or ends with one sentence on what to do. */
export async function findBrowser() {
  const found = installed() ?? (await downloaded().catch(fromDebian));
  if (found !== undefined) return found;
  say('No browser for the tests: install Chromium or Chrome, or set SOTTO_CHROMIUM to its path.');
  process.exit(1);
}
