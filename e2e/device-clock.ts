import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { beginWith, tell } from './release-files.ts';
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
export function setForward(shop: OpenShop, ahead: number): void {
  const code = readFileSync(path.join(shop.packDir, 'sotto.worker.js'), 'utf8');
  if (!code.startsWith(SET_FORWARD)) beginWith(shop, 'sotto.worker.js', SET_FORWARD);
  tell(shop, 'clock.txt', String(ahead));
}

/** Lets pages of a browser have the shop's clock. */
export const followClock = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(SET_FORWARD);
