import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createShop, type SyncServer } from '@sotto/demo';
import { expect, test as base, type Locator, type Page } from '@playwright/test';

const demoDir = fileURLToPath(new URL('../.cache/demo/', import.meta.url));

/** A request as the server received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: string;
  readonly body: string;
}

/** The demo shop on a port of its own, with a log of everything that it received. */
export interface OpenShop {
  readonly url: string;
  readonly received: ReceivedRequest[];
  /** Folder of this shop's own copy of the pack. */
  readonly packDir: string;
}

/** Opens the demo shop. `port` 0 takes any free one. */
export async function openShop(
  packDir: string,
  { port = 0, sync }: { port?: number; sync?: SyncServer } = {},
): Promise<{ shop: OpenShop; close: () => Promise<void> }> {
  const app = await createShop({ dataDir: demoDir, packDir, sync });
  const received: ReceivedRequest[] = [];
  app.addHook('preHandler', async ({ method, url, headers, body }) => {
    received.push({
      method,
      url,
      headers: JSON.stringify(headers),
      body: JSON.stringify(body ?? ''),
    });
  });
  const url = await app.listen({ port, host: 'localhost' });
  return {
    shop: { url: url.replace('127.0.0.1', 'localhost'), received, packDir },
    close: () => app.close(),
  };
}

/** Tests with a shop of their own: `shop` has the demo's pack, `ownPack` a copy that a test may break. */
export const test = base.extend<{ ownPack: string; shop: OpenShop }>({
  // eslint-disable-next-line no-empty-pattern
  ownPack: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sotto-e2e-'));
    cpSync(path.join(demoDir, 'pack'), folder, { recursive: true });
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  shop: async ({ ownPack }, use) => {
    if (!existsSync(demoDir))
      throw new Error('The demo shop is not made yet: run npm start or npm test.');
    const { shop, close } = await openShop(ownPack);
    await use(shop);
    await close();
  },
});

export { expect };

/** The list of a strategy. */
export const listOf = (page: Page, strategy: string): Locator =>
  page.locator(`sotto-recommendations[strategy="${strategy}"]`).first();

/** Ids of the products in a list. */
export async function idsOf(list: Locator): Promise<string[]> {
  const cards = list.locator('li[data-id]');
  await cards.first().waitFor();
  return cards.evaluateAll((all) => all.map((card) => card.getAttribute('data-id') ?? ''));
}

/** Answers the shop's question about personal recommendations. */
export async function consent(page: Page, answer: 'granted' | 'denied'): Promise<void> {
  await page.locator(`form.consent button[value="${answer}"]`).click();
}

interface SottoOnPage {
  status?(): Promise<{ pack: { loaded: string[] } } | null>;
  exportHistory?(): Promise<{ events: { kind: string; item?: string }[] }>;
}

/** Waits until the whole pack is there, thumbnails too. */
export async function settled(page: Page): Promise<void> {
  const loaded = (): Promise<readonly string[]> =>
    page.evaluate(async () => {
      const { sotto } = window as unknown as { sotto?: SottoOnPage };
      return (await sotto?.status?.())?.pack.loaded ?? [];
    });
  await expect.poll(loaded, { timeout: 40_000 }).toContain('thumbnails');
}

/** The history, oldest first. */
export function historyOf(page: Page): Promise<{ kind: string; item?: string }[]> {
  return page.evaluate(async () => {
    const { sotto } = window as unknown as { sotto?: SottoOnPage };
    return (await sotto?.exportHistory?.())?.events ?? [];
  });
}

/** Puts the product of this page into the basket, and waits until the history has it. */
export async function addToBasket(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add to basket' }).first().click();
  // The shop goes to another page in the meantime, and what is asked of this one ends with it.
  await expect(async () => {
    expect((await historyOf(page)).map(({ kind }) => kind)).toContain('cart');
  }).toPass({ timeout: 20_000 });
}

/**
 * Opens product pages of a category, waiting until each view is in the history.
 *
 * @returns the products viewed, as the shop reports them
 */
export async function viewProducts(
  page: Page,
  shopUrl: string,
  category: string,
  count: number,
): Promise<(string | undefined)[]> {
  const views = async (): Promise<(string | undefined)[]> =>
    (await historyOf(page)).filter(({ kind }) => kind === 'view').map(({ item }) => item);
  await page.goto(`${shopUrl}${category}`);
  const links = await page
    .locator('ul.grid a[href^="/p/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  for (const [index, each] of [...new Set(links)].slice(0, count).entries()) {
    await page.goto(shopUrl + each);
    await expect.poll(async () => (await views()).length).toBe(index + 1);
  }
  return views();
}
