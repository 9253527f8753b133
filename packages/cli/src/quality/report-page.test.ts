import { expect, test } from 'vitest';
import { reportPage } from './report-page.ts';
import type { QualityReport } from './quality-report.ts';

const EVIL = `"><img src=x onerror=alert(1)>'</td>&`;

const REPORT: QualityReport = {
  feeds: [
    { name: EVIL, format: 'xml', detail: EVIL, rows: 3, columns: { id: EVIL }, unused: [EVIL] },
  ],
  rows: { read: 3, kept: 1, merged: 1, rejected: 1 },
  mergedBy: { 'same-id': 1, variant: 0, duplicate: 0, 'variant-by-name': 0 },
  rejectedFor: { 'price-missing': 1 },
  issues: [
    {
      code: 'price-missing',
      severity: 'error',
      title: 'No price',
      count: 1,
      examples: [{ feed: EVIL, place: EVIL, id: EVIL, title: EVIL, detail: EVIL }],
    },
  ],
  products: {
    inStock: 1,
    withPrice: 1,
    withDiscount: 0,
    withPicture: 0,
    withBrand: 0,
    withCategory: 1,
    withRating: 0,
    withDate: 0,
  },
  currency: 'EUR',
  categories: [{ path: EVIL, products: 1, inStock: 1, hasChildren: false }],
  categoryCount: 1,
};

test('escapes every text of the feed and fetches nothing', () => {
  const page = reportPage(REPORT, 'en');
  expect(page).not.toContain('<img');
  expect(page).not.toMatch(/<script|<link|url\(|@import/);
  expect(
    page.split('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&lt;/td&gt;&amp;').length - 1,
  ).toBe(10);
});

test('says that a number is a line, and gives categories no column for one', () => {
  const example = { feed: 'f.csv', place: '7', id: '1', title: 'Pan', detail: '' };
  const category = { feed: '', place: '', id: '', title: 'Home > Pans', detail: 'one product' };
  const page = reportPage(
    {
      ...REPORT,
      issues: [
        {
          ...REPORT.issues[0]!,
          examples: [example, { ...example, place: 'https://shop.example', id: 'P-9', title: '' }],
        },
        {
          code: 'category-single',
          severity: 'warning',
          title: 'Category with one product',
          count: 12_345,
          examples: [category],
        },
      ],
      categoryCount: 50,
    },
    'en',
  );
  expect(page.match(/<td class="place[^>]*>/g)).toEqual([
    '<td class="place line">',
    '<td class="place">',
  ]);
  expect(page.split('P-9')).toHaveLength(2);
  expect(page).toContain('<th>What</th><th>Found</th>');
  expect(page).toContain('--digits:6ch');
  expect(page).toContain('50, the 1 largest');
});
