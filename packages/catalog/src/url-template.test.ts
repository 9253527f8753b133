import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeTexts, TextBlob } from './text-blob.ts';
import {
  fillTemplate,
  findTemplate,
  isTemplate,
  slugOf,
  storedUrl,
  UrlColumn,
  type UrlParts,
} from './url-template.ts';

type Product = UrlParts & { readonly url: string };

const clean = (text: string): string => text.replaceAll('\0', '').replaceAll('\u0001', '');
const word = fc.string({ unit: 'binary', maxLength: 12 }).map(clean);
const product: fc.Arbitrary<Product> = fc
  .tuple(word, word, word, fc.nat(4))
  .map(([id, title, other, kind]) => {
    const filled = ['/p/{id}', '/{slug}-{id}.html', '/{slug}', '', other][kind] ?? '';
    return { id, title, url: fillTemplate(filled, { id, title }) };
  });

function roundTrip(products: readonly Product[]): string[] {
  const size = products.length;
  const at = (index: number): Product => products[index] as Product;
  const template = findTemplate(size, at);
  const blob = (texts: string[]): TextBlob => new TextBlob(encodeTexts(texts), size);
  const column = new UrlColumn(
    blob(products.map((each) => storedUrl(each.url, template, each))),
    template,
    blob(products.map(({ id }) => id)),
    blob(products.map(({ title }) => title)),
  );
  return products.map((_, index) => column.at(index));
}

test('gives every address back, from the template or not', () => {
  fc.assert(
    fc.property(fc.array(product, { maxLength: 30 }), (products) => {
      expect(roundTrip(products)).toEqual(products.map(({ url }) => url));
    }),
  );
});

const kettles: Product[] = ['Red Kettle', 'Blue Kettle', 'Crème brûlée set'].map((title, at) => ({
  id: `k ${at}`,
  title,
  url: `https://shop.example/${slugOf(title)}/k%20${at}?ref=feed`,
}));

test('finds where id and title stand in the addresses', () => {
  const template = findTemplate(3, (index) => kettles[index] as Product);
  expect(template).toBe('https://shop.example/{slug}/{id}?ref=feed');
});

test('stores nothing for an address that the template gives, and keeps “no address” apart', () => {
  const products = [...kettles, { id: 'x', title: 'Jug', url: '' }];
  expect(roundTrip(products)).toEqual(products.map(({ url }) => url));
  const template = findTemplate(4, (index) => products[index] as Product);
  expect(storedUrl(kettles[0]?.url ?? '', template, kettles[0] as Product)).toBe('');
});

test('uses no template that fits less than half of the products', () => {
  const products = ['/p/1', '/a', '/b'].map((url, at) => ({ id: `${at + 1}`, title: 'T', url }));
  expect(findTemplate(3, (index) => products[index] as Product)).toBe('');
});

test('makes slugs as shops do', () => {
  expect(slugOf(' Crème brûlée — “Set”, 2 pcs! ')).toBe('creme-brulee-set-2-pcs');
  expect(slugOf('茶壶')).toBe('');
});

test('an id can not smuggle a placeholder or a path into an address', () => {
  expect(fillTemplate('/p/{id}/{slug}', { id: '../{slug}?', title: 'A $& b' })).toBe(
    '/p/..%2F%7Bslug%7D%3F/a-b',
  );
});

test('takes each placeholder once, so that an address stays about as long as its parts', () => {
  expect(isTemplate('/{slug}/{id}')).toBe(true);
  expect(isTemplate('/{id}/{id}')).toBe(false);
  expect(isTemplate('/{slug}/{slug}')).toBe(false);
  expect(isTemplate('/'.repeat(1001))).toBe(false);
});
