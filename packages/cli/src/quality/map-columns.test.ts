import { expect, test } from 'vitest';
import type { ColumnSample } from './column-sample.ts';
import { mapColumns, parseWishes } from './map-columns.ts';

const FULL: ColumnSample = { filled: 1, distinct: 1, digits: 1, letters: 1, addresses: 1 };

function mapped(
  columns: readonly string[],
  wishes: readonly string[] = [],
  samples = columns.map(() => FULL),
) {
  const mapping = mapColumns(columns, samples, parseWishes(wishes), 'feed');
  return Object.fromEntries(
    Object.entries(mapping).map(([field, numbers]) => [
      field,
      numbers.map((at) => columns[at]).join('+'),
    ]),
  );
}

test.for([
  [
    ['g:id', 'g:title', 'g:image_link', 'g:sale_price', 'g:price'],
    { id: 'g:id', salePrice: 'g:sale_price', price: 'g:price' },
  ],
  [
    ['Artikelnummer', 'Bezeichnung', 'Preis', 'Kategorie', 'Verfügbarkeit'],
    { id: 'Artikelnummer', title: 'Bezeichnung', price: 'Preis', availability: 'Verfügbarkeit' },
  ],
  [
    ['Référence', 'Nom du produit', 'Prix barré', 'Prix TTC', 'Catégorie'],
    { id: 'Référence', title: 'Nom du produit', listPrice: 'Prix barré', price: 'Prix TTC' },
  ],
  [
    ['商品编号', '商品名称', '原价', '售价', '分类', '品牌'],
    { id: '商品编号', title: '商品名称', listPrice: '原价', price: '售价', brand: '品牌' },
  ],
  [
    ['productId', 'productName', 'price.amount', 'imageUrl'],
    { id: 'productId', title: 'productName', price: 'price.amount', image: 'imageUrl' },
  ],
  [
    ['Handle', 'Title', 'Variant SKU', 'Variant Price', 'Variant Compare At Price'],
    { id: 'Variant SKU', price: 'Variant Price', listPrice: 'Variant Compare At Price' },
  ],
] as const)('knows the columns %j', ([columns, expected]) => {
  expect(mapped(columns)).toMatchObject(expected);
});

test('passes over a column whose content can’t be what its name says', () => {
  const samples = [FULL, FULL, { ...FULL, digits: 0 }, FULL];
  expect(mapped(['id', 'title', 'price', 'unit_price'], [], samples)['price']).toBe('unit_price');
});

test('lets the caller choose, join and leave out columns', () => {
  const columns = ['id', 'name', 'series', 'brand', 'price'];
  const result = mapped(columns, ['series+name=title', '=brand', 'PRICE=listPrice']);
  expect(result).toMatchObject({ title: 'series+name', brand: '', listPrice: 'price' });
});

test('says what was meant by a field or column that there isn’t', () => {
  expect(() => parseWishes(['x=tilte'])).toThrow(/did you mean title/);
  expect(() => mapped(['id', 'title', 'price'], ['prise=price'])).toThrow(/did you mean "price"/);
});
