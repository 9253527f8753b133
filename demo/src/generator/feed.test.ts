import { expect, test } from 'vitest';
import { expectWellFormedXml } from '../well-formed-xml.contract.ts';
import { feedXml } from './feed.ts';
import { generateShop } from './generate-shop.ts';

const shop = generateShop({ products: 400 });
const xml = [...feedXml(shop)].join('');

test('writes well-formed XML with every product, and the two rows of dirt', () => {
  expectWellFormedXml(xml);
  expect(xml.match(/<item>/g)).toHaveLength(shop.products.length + 2);
});

test('repeats one product and leaves one price out', () => {
  const ids = [...xml.matchAll(/<g:id>(.*?)<\/g:id>/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length - 1);
  const items = xml.split('<item>').slice(1);
  expect(items.filter((item) => !item.includes('<g:price>'))).toHaveLength(1);
  expect(xml).toContain('&amp;amp;');
  expect(xml).toContain('&lt;p&gt;');
});

test('gives a reduced product its usual price and its sale price', () => {
  const reduced = shop.products.find(({ listPrice }) => listPrice > 0);
  const item = xml.split('<item>').find((each) => each.includes(`<g:id>${reduced?.id}</g:id>`));
  expect(item).toContain(`<g:price>${((reduced?.listPrice ?? 0) / 100).toFixed(2)} GBP</g:price>`);
  expect(item).toContain(
    `<g:sale_price>${((reduced?.price ?? 0) / 100).toFixed(2)} GBP</g:sale_price>`,
  );
});
