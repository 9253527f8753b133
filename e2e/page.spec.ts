import { consent, expect, historyOf, idsOf, listOf, settled, test } from './shop.ts';

test('runs under a policy without unsafe-anything, and breaks none of it', async ({
  page,
  shop,
}) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  const response = await page.goto(`${shop.url}/`);
  expect(response?.headers()['content-security-policy']).not.toContain('unsafe');
  await settled(page);
  await page.getByRole('button', { name: 'What this device knows' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(violations).toEqual([]);
});

for (const [device, viewport] of [
  ['a phone', { width: 390, height: 844 }],
  ['a desk', { width: 1280, height: 900 }],
] as const) {
  test(`moves nothing on the page while lists arrive, on ${device}`, async ({ page, shop }) => {
    await page.setViewportSize(viewport);
    await page.addInitScript(() => {
      Object.assign(window, { shifts: [] });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as {
          value: number;
          sources: { node: Node | null }[];
        }[]) {
          const moved = entry.sources.map(({ node }) => node?.nodeName ?? '?').join();
          (window as unknown as { shifts: string[] }).shifts.push(
            `${entry.value.toFixed(4)} ${moved}`,
          );
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${shop.url}/`);
    await consent(page, 'granted');
    for (const path of ['/', '/c/living/lighting', '/p/10296', '/search?q=lamp', '/basket']) {
      await page.goto(shop.url + path);
      await settled(page);
      await page.locator('sotto-recommendations li[data-id]').first().waitFor();
      expect
        .soft(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts), path)
        .toEqual([]);
    }
  });
}

test('knows what is put into the basket and completes it', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  const item = '10296';
  await page.goto(`${shop.url}/p/${item}`);
  await page.getByRole('button', { name: 'Add to basket' }).click();
  await expect
    .poll(async () => (await historyOf(page)).some((event) => event.kind === 'cart'))
    .toBe(true);
  await page.goto(`${shop.url}/basket`);
  await settled(page);
  const completed = await idsOf(listOf(page, 'complete-the-basket'));
  expect(completed.length).toBeGreaterThan(3);
  expect(completed).not.toContain(item);
});

test('follows a route change of a single-page shop', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  await settled(page);
  await page.evaluate(() => {
    history.pushState(null, '', '/c/living/lighting');
    document.body.dataset['sottoPage'] = 'category';
    document.body.dataset['sottoCategory'] = 'Living > Lighting';
  });
  await expect
    .poll(() =>
      page.evaluate(
        () => (window as unknown as { sotto: { page: { category?: string } } }).sotto.page.category,
      ),
    )
    .toBe('Living > Lighting');
});

test('can be used by keyboard alone', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  const links = listOf(page, 'for-you').locator('a[part="title"]');
  await links.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(links.last()).toBeFocused();
  const href = await links.last().getAttribute('href');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${href}`);
});
