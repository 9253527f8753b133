import { expect, test } from 'vitest';
import { encodeColumns, type Columns } from './column-file.ts';
import { MAX_PRODUCTS } from './format.ts';
import { encodeTexts } from './text-blob.ts';
import { decodeDetails, decodeTexts } from './texts.ts';

const GOOD: Columns = {
  size: Uint32Array.of(2),
  ids: encodeTexts(['a b', 'c']),
  titles: encodeTexts(['Red Jug', 'Blue Jug']),
  links: encodeTexts(['', '/elsewhere']),
  tmpl: encodeTexts(['/{slug}/{id}']),
};
const DETAILS: Columns = {
  size: Uint32Array.of(2),
  attrs: encodeTexts(['colour=red\nsize=1 l', '']),
  images: encodeTexts(['', '\u0001']),
  tmpl: encodeTexts(['/img/{id}.jpg']),
};
const texts = decodeTexts(encodeColumns(GOOD));
const corrupt = expect.objectContaining({ code: 'pack/corrupt' }) as unknown;

test('reads ids, titles and links, from the template or whole', () => {
  expect([texts.ids.at(0), texts.titles.at(1)]).toEqual(['a b', 'Blue Jug']);
  expect([texts.links.at(0), texts.links.at(1)]).toEqual(['/red-jug/a%20b', '/elsewhere']);
  expect([texts.links.at(-1), texts.links.at(2)]).toEqual(['', '']);
});

test('reads attributes and image addresses, none where there is none', () => {
  const { attributes, imageUrls } = decodeDetails(encodeColumns(DETAILS), texts);
  expect([attributes.at(0), attributes.at(1)]).toEqual(['colour=red\nsize=1 l', '']);
  expect([imageUrls.at(0), imageUrls.at(1)]).toEqual(['/img/a%20b.jpg', '']);
});

test.each<[string, Columns]>([
  ['more texts than products', { size: Uint32Array.of(1) }],
  ['fewer texts than products', { size: Uint32Array.of(3) }],
  ['too many products', { size: Uint32Array.of(MAX_PRODUCTS + 1) }],
  ['two sizes', { size: Uint32Array.of(2, 2) }],
  ['two templates', { tmpl: encodeTexts(['/{id}', '/{id}']) }],
  ['a template that multiplies', { tmpl: encodeTexts(['{id}'.repeat(200)]) }],
])('refuses %s', (_, change) => {
  expect(() => decodeTexts(encodeColumns({ ...GOOD, ...change }))).toThrow(corrupt);
  expect(() => decodeDetails(encodeColumns({ ...DETAILS, ...change }), texts)).toThrow(corrupt);
});

test('refuses details of other products than the texts', () => {
  const one = {
    ...DETAILS,
    size: Uint32Array.of(1),
    attrs: encodeTexts(['']),
    images: encodeTexts(['']),
  };
  expect(() => decodeDetails(encodeColumns(one), texts)).toThrow(corrupt);
});
