import { noteShifts, shiftsOf } from './shifts.ts';
import { addToBasket, consent, expect, idsOf, listOf, settled, test } from './shop.ts';

test('runs under a policy without unsafe-anything, and breaks none of it', async ({
  page,
  shop,
}) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  // The demo shop allows WASM; a shop need not, and its tag then names the runtime: to try another is to break the policy.
  await page.route(/localhost/, async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': policy = '' } = response.headers();
    const strict = { 'content-security-policy': policy.replace(" 'wasm-unsafe-eval'", '') };
    const headers: Record<string, string> = { ...response.headers(), ...strict };
    if (!headers['content-type']?.startsWith('text/html'))
      return route.fulfill({ response, headers });
    const body = (await response.text()).replace('data-pack=', 'data-runtime="plain" data-pack=');
    return route.fulfill({ response, headers, body });
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
    await noteShifts(page);
    const visit = async (path: string, visitor: string): Promise<void> => {
      await page.goto(shop.url + path);
      expect.soft(await shiftsOf(page), `${path}, ${visitor}`).toEqual([]);
    };
    for (const path of ['/', '/c/living/lighting', '/p/10296', '/basket'])
      await visit(path, 'who said nothing yet');
    await consent(page, 'granted');
    const pages = ['/p/10296', '/p/10315', '/', '/c/living/lighting', '/basket', '/search?q=lamp'];
    for (const path of pages) await visit(path, 'with a history');
  });
}

test('knows what is put into the basket and completes it', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  const item = '10296';
  await page.goto(`${shop.url}/p/${item}`);
  await addToBasket(page);
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
