import { rankingCatalog, syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { present, type Presentation } from './present.ts';

const { items } = syntheticShop({ products: 4, users: 5 });
const [first] = items;
if (first === undefined) throw new Error('no products');
const products = [
  { ...first, price: 1250, listPrice: 1999, rating: 4.5, colour: 0xf800, inStock: false },
  { ...first, id: 'bare', price: 0, listPrice: 0, rating: 0, colour: 0, brand: '', category: [] },
];
const column = (texts: readonly string[]) => ({
  size: texts.length,
  at: (index: number) => texts[index] ?? '',
});
const from: Presentation = {
  catalog: rankingCatalog(products),
  ids: column(products.map(({ id }) => id)),
  titles: column(products.map(({ title }) => title)),
  links: column(['/p/0', '/bare']),
  digits: 2,
};
const ranked = (item: number) => ({ item, score: 1, contributions: [] });

test('speaks of prices in major units and of colours as the page does', () => {
  expect(present(ranked(0), from)).toEqual({
    id: first.id,
    title: first.title,
    url: '/p/0',
    price: 12.5,
    listPrice: 19.99,
    brand: first.brand,
    category: first.category,
    inStock: false,
    rating: 4.5,
    colour: '#ff0000',
    reasons: [{ channel: 'popularity', share: 1 }],
  });
  expect(present(ranked(0), { ...from, digits: 0 }).price).toBe(1250);
});

test('leaves out what is unknown', () => {
  const bare = present(ranked(1), from);
  expect(Object.keys(bare).sort()).toEqual(
    ['brand', 'category', 'id', 'inStock', 'reasons', 'title', 'url'].sort(),
  );
});

test('has a picture’s address only where the owner chose them', () => {
  const imageUrls = column(['/img/0.webp', '']);
  expect(present(ranked(0), { ...from, imageUrls }).imageUrl).toBe('/img/0.webp');
  expect(present(ranked(1), { ...from, imageUrls })).not.toHaveProperty('imageUrl');
});

test('shares a product’s reasons out among what spoke for it', () => {
  const contributions = [
    { channel: 'neighbours', value: 3, because: 1 },
    { channel: 'terms', value: 1 },
    { channel: 'seen', value: -2 },
  ] as const;
  expect(present({ item: 0, score: 2, contributions }, from).reasons).toEqual([
    { channel: 'neighbours', share: 0.75, because: { id: 'bare', title: first.title } },
    { channel: 'terms', share: 0.25 },
  ]);
});
