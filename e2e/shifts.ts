import type { Page } from '@playwright/test';
import { settled } from './shop.ts';

interface Shift {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Notes on every page what moved without anybody's doing, from its first moment. */
export async function noteShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as unknown as Shift[])
        shifts.push(`${value.toFixed(4)} ${sources.map(({ node }) => node?.nodeName).join()}`);
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What moved on the page that is open, once everything has arrived and was painted. */
export async function shiftsOf(page: Page): Promise<string[]> {
  await settled(page);
  await page.waitForFunction(() =>
    [...document.querySelectorAll<Element & { list?: object }>('sotto-recommendations')].every(
      ({ list }) => list !== undefined,
    ),
  );
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return (window as unknown as { shifts: string[] }).shifts;
  });
}
