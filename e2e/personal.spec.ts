import { consent, expect, historyOf, idsOf, listOf, settled, test, viewProducts } from './shop.ts';

test('shows contextual lists on a first visit, and stores nothing', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  expect(await idsOf(listOf(page, 'for-you'))).toHaveLength(8);
  await settled(page);
  expect(
    await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
  ).toEqual([]);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test('follows three views in one category, keeps it over a reload, and forgets it when erased', async ({
  page,
  shop,
}) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  await viewProducts(page, shop.url, '/c/living/lighting', 3);

  await page.goto(`${shop.url}/`);
  await settled(page);
  const categoryShare = (): Promise<number> =>
    page.evaluate(async () => {
      const { sotto } = window as unknown as {
        sotto: {
          recommend(
            request: object,
          ): Promise<{ personal: boolean; items: { category: string[] }[] }>;
        };
      };
      const { items } = await sotto.recommend({ strategy: 'for-you', limit: 8 });
      return items.filter(({ category }) => category.includes('Lighting')).length / items.length;
    });
  expect(await categoryShare()).toBeGreaterThanOrEqual(0.5);
  await expect(listOf(page, 'for-you').locator('h2')).toHaveText('Chosen for you');

  await page.reload();
  await settled(page);
  expect(await categoryShare()).toBeGreaterThanOrEqual(0.5);

  await page.getByRole('button', { name: 'What this device knows' }).click();
  await page.getByRole('button', { name: 'Erase everything' }).click();
  await page.getByRole('button', { name: 'Erase for good?' }).click();
  await expect(page.getByText('Everything was erased.')).toBeVisible();
  expect(await historyOf(page)).toEqual([]);
  expect(await categoryShare()).toBeLessThan(0.5);
});

test('stores nothing after a no, whatever is looked at', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'denied');
  await page.goto(`${shop.url}/c/living/lighting`);
  await page.locator('ul.grid a[href^="/p/"]').first().click();
  await settled(page);
  expect(await historyOf(page)).toEqual([]);
  expect(
    await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
  ).toEqual([]);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

test('removes what is stored when a yes is taken back', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  await viewProducts(page, shop.url, '/c/living/lighting', 1);
  await page.evaluate(() =>
    (window as unknown as { sotto: { setConsent(answer: string): void } }).sotto.setConsent(
      'denied',
    ),
  );
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
    .toEqual([]);
});

test('keeps the history encrypted', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  const [item = 'none'] = await viewProducts(page, shop.url, '/c/living/lighting', 1);
  const stored = await page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('sotto');
        opening.addEventListener('error', () => reject(opening.error));
        opening.addEventListener('success', () => {
          const all = opening.result.transaction('records').objectStore('records').getAll();
          all.addEventListener('success', () => {
            opening.result.close();
            resolve(all.result.map(({ data }) => new TextDecoder('latin1').decode(data)).join());
          });
        });
      }),
  );
  expect(stored.length).toBeGreaterThan(0);
  expect(stored).not.toContain(item);
  expect(stored).not.toContain('view');
});

test('two tabs agree', async ({ context, page, shop }) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  const other = await context.newPage();
  await other.goto(`${shop.url}/`);
  await settled(other);
  const viewed = await viewProducts(page, shop.url, '/c/living/lighting', 2);
  await expect
    .poll(async () =>
      (await historyOf(other)).filter(({ kind }) => kind === 'view').map(({ item }) => item),
    )
    .toEqual(viewed);
});
