import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import type { OpenShop } from './shop.ts';

/**
 * Reads how far ahead clocks are when a page or a worker starts. Not by Playwright's routes: while there are any, a
 * worker's requests to another origin fail.
 */
const SET_FORWARD = `{
  const request = new XMLHttpRequest();
  request.open('GET', '/sotto/clock.txt?' + Math.random(), false);
  request.send();
  const ahead = Number(request.responseText);
  const now = Date.now;
  Date.now = () => now() + ahead;
}
`;

/** Puts the clocks of pages and workers of a shop that start from now on ahead, by milliseconds. */
export function setForward({ packDir }: OpenShop, ahead: number): void {
  const worker = path.join(packDir, 'sotto.worker.js');
  const code = readFileSync(worker, 'utf8');
  if (!code.startsWith(SET_FORWARD)) writeFileSync(worker, SET_FORWARD + code);
  for (const suffix of ['.br', '.gz']) rmSync(worker + suffix, { force: true });
  writeFileSync(path.join(packDir, 'clock.txt'), String(ahead));
}

/** Lets pages of a browser have the shop's clock. */
export const followClock = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(SET_FORWARD);
