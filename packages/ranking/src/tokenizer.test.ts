import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenize } from './tokenizer.ts';

test('lowers case, drops accents and stop words, and cuts plurals', () => {
  expect(tokenize("L'Oréal Crème for the Batteries & Brushes, 50ml")).toEqual([
    'l',
    'oreal',
    'creme',
    'battery',
    'brush',
    '50ml',
  ]);
});

test('takes scripts without spaces as pairs of characters, beside words of others', () => {
  expect(tokenize('无线耳机 Sony')).toEqual(['无线', '线耳', '耳机', 'sony']);
  expect(tokenize('茶')).toEqual(['茶']);
});

test('keeps letters of other alphabets', () => {
  expect(tokenize('Русский Ελληνικά')).toEqual(['русский', 'ελληνικά']);
});

test('gives the same words for a text and its tokens joined', () => {
  const word = fc.stringMatching(/^[a-zé]{1,9}$/);
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect(tokenize(words.join(' '))).toEqual(words.flatMap((each) => tokenize(each)));
    }),
  );
});

test('answers any text with tokens that are not empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(tokenize(text).every((token) => token.length > 0)).toBe(true);
    }),
  );
});
