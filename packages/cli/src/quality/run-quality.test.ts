import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFeed } from '../feeds/read-feed.ts';
import { Staging } from '../feeds/staging.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { parseWishes } from './map-columns.ts';
import { runQuality } from './run-quality.ts';

let staging: Staging;
beforeEach(async () => void (staging = await Staging.open()));
afterEach(() => staging.close());

const { progress } = createTerminal({
  stdout: { write: () => true },
  stderr: { write: () => true },
  env: {},
});

/** The report on a feed of these lines. */
async function reportOn(lines: readonly string[], wishes: readonly string[] = []) {
  const file = path.join(staging.folder, 'feed.csv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const feed = await readFeed(staging, file, 0, () => undefined);
  const options = {
    currency: 'EUR',
    wishes: parseWishes(wishes),
    merge: 'all',
    baseUrl: undefined,
    productUrl: undefined,
    locale: 'en',
  } as const;
  const { report } = await runQuality(staging, [feed], options, progress);
  const issues = new Map(report.issues.map((issue) => [issue.code, issue]));
  return { report, issues };
}

/** Columns of the products that are left. */
const kept = (columns: string) => staging.rows(`SELECT ${columns} FROM kept ORDER BY item`);

const SERIES = [
  'id;name;short_description;price',
  '1;HOLMA;Armchair;90',
  '2;HOLMA;Footstool;40',
  '3;HOLMA;Sofa,   3 seats;700',
  '4;RUNA;Desk;120',
  '5;RUNA;Desk lamp;20',
  '6;RUNA;;8',
];

test('joins names that stand for whole series with the short description, and says so', async () => {
  const { report, issues } = await reportOn(SERIES);
  expect((await kept('title')).flat()).toEqual([
    'HOLMA Armchair',
    'HOLMA Footstool',
    'HOLMA Sofa, 3 seats',
    'RUNA Desk',
    'RUNA Desk lamp',
    'RUNA',
  ]);
  expect(await kept('DISTINCT attributes')).toEqual([['{}']]);
  expect(report.feeds[0]?.columns).toMatchObject({ title: 'name + short_description' });
  expect(issues.get('title-joined')).toMatchObject({
    count: 6,
    severity: 'info',
    examples: [{ title: 'name + short_description', detail: '--map name=title keeps them apart' }],
  });
});

test.for([
  ['the caller says what the title is', SERIES, ['name=title']],
  ['titles tell products apart', SERIES.map((line) => line.replace(/^(\d);/, '$1;No. $1 ')), []],
  [
    'the second column tells no more apart',
    SERIES.map((line) => line.replace(/(\w);[^;]*;(?=\d+$)/, '$1;Furniture;')),
    [],
  ],
  [
    'the second column is a text, not a name',
    SERIES.map((line) =>
      line.replace(/;(?=\d+$)/, `${' with everything that it needs'.repeat(3)};`),
    ),
    [],
  ],
] as const)('leaves titles alone where %s', async ([, lines, wishes]) => {
  const { issues } = await reportOn(lines, wishes);
  expect(issues.has('title-joined')).toBe(false);
  for (const [title] of await kept('title')) expect(title).toMatch(/^(?:No\. \d )?(?:HOLMA|RUNA)$/);
});

test('leaves variants of one name alone', async () => {
  const variants = ['S', 'M', 'L', 'XL'].map((size) => `${size};G;Shirt;Size ${size};9`);
  const { issues } = await reportOn(['id;item_group_id;name;short_description;price', ...variants]);
  expect(issues.has('title-joined')).toBe(false);
  expect(await kept('title')).toEqual([['Shirt']]);
});

test('keeps the usual name and price of an id, and tells once of each that it had others', async () => {
  const { report, issues } = await reportOn([
    'id,title,price',
    '7,damaged,0.10',
    '7,Tin bucket,2.95',
    '7,Tin Bucket,2.55',
    '7,TIN BUCKET,2.55',
    '7,Tin-bucket,4.00',
    '8,Rope,1.00',
    '8,Rope,3.00',
    '8,Rope,2.00',
  ]);
  expect(report.rows).toEqual({ read: 8, kept: 2, merged: 6, rejected: 0 });
  expect(await kept('id, title, price')).toEqual([
    ['7', 'Tin Bucket', 255n],
    ['8', 'Rope', 200n],
  ]);
  const prices = issues.get('price-conflict')!;
  expect(prices.count).toBe(2);
  expect(prices.examples[0]).toMatchObject({
    place: '4',
    id: '7',
    detail: '€2.55 kept; 3 rows say €0.10 to €4.00',
  });
  const titles = issues.get('title-conflict')!;
  expect(titles.count).toBe(1);
  expect(titles.examples[0]).toMatchObject({ id: '7', detail: '1 row says damaged' });
});

test('of any rows of one id, what is in stock comes first, then the name that most rows have', async () => {
  const row = fc.record({
    name: fc.constantFrom('Bowl', 'Cup', 'Jug'),
    price: fc.integer({ min: 1, max: 3 }),
    stock: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 9 }), async (rows) => {
      const lines = rows.map(({ name, price, stock }) => `1,${name},${price},${stock}`);
      await reportOn(['id,title,price,in_stock', ...lines]);
      const [[title, price, inStock] = []] = await kept('title, price, in_stock');
      expect(inStock === 1n).toBe(rows.some(({ stock }) => stock));
      const sold = rows.filter(({ stock }) => stock === (inStock === 1n));
      const rate = (name: unknown) => rows.filter((each) => each.name === name).length;
      const most = Math.max(...sold.map(({ name }) => rate(name)));
      expect(rate(title)).toBe(most);
      expect(sold.map((each) => BigInt(each.price) * 100n)).toContain(price);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('of rows that are one product, one with a category stays', async () => {
  const { report } = await reportOn([
    'id,title,price,category',
    '1,Blazer,80,Blazer',
    '2,Blazer,80,Men > Blazers',
    '3,Blazer,80,Men > Suits',
  ]);
  expect(report.mergedBy.duplicate).toBe(2);
  expect(await kept('id')).toEqual([['2']]);
});

test('takes no sentence for a brand', async () => {
  const text =
    '443.10 Easy to keep clean since the cover comes off and can be washed at forty degrees.';
  const { report, issues } = await reportOn([
    'id;name;price;designer',
    `1;Couch;300;${text}`,
    '2;Chair;50;A. Berg/B. Dal',
  ]);
  expect(await kept('brand')).toEqual([[''], ['A. Berg/B. Dal']]);
  expect(report.products.withBrand).toBe(1);
  expect(issues.get('brand-bad')).toMatchObject({ count: 1, examples: [{ detail: text }] });
});

test('says which names it took out of categories and which small categories it folded', async () => {
  const lamps = Array.from({ length: 3998 }, (_, at) => `${at},Lamp no ${at},9,Home > Lamps`);
  const { report, issues } = await reportOn([
    'id,title,price,category',
    ...lamps,
    'a,Zed bulb,4,Home > Lamps > Bulbs > Zed bulb',
    'b,Anvil,90,Forge',
  ]);
  expect(report.categories.map(({ path, products }) => [path, products])).toEqual([
    ['Home', 3999],
    ['Home > Lamps', 3999],
  ]);
  expect(issues.get('category-cut')).toMatchObject({
    count: 1,
    examples: [{ detail: 'Home > Lamps > Bulbs > Zed bulb → Home > Lamps > Bulbs' }],
  });
  expect(
    issues.get('category-folded')?.examples.map(({ title, detail }) => [title, detail]),
  ).toEqual([
    ['Forge', 'one product → no category'],
    ['Home > Lamps > Bulbs', 'one product → Home > Lamps'],
  ]);
});
