import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTextList, encodeTexts, TextBlob } from './text-blob.ts';

const corrupt = expect.objectContaining({ code: 'pack/corrupt' }) as unknown;
const text = fc.string({ unit: 'binary' }).map((each) => each.replaceAll('\0', ''));
const texts = fc.array(text, { maxLength: 50 });

test('gives every text back, whatever its script', () => {
  fc.assert(
    fc.property(texts, (all) => {
      const bytes = encodeTexts(all);
      const blob = new TextBlob(bytes, all.length);
      expect(all.map((_, index) => blob.at(index))).toEqual(all);
      expect(decodeTextList(bytes, all.length)).toEqual(all);
    }),
  );
});

test('leaves zero bytes out and keeps a byte order mark', () => {
  const blob = new TextBlob(encodeTexts(['a\0b', '\uFEFFc']), 2);
  expect([blob.at(0), blob.at(1)]).toEqual(['ab', '\uFEFFc']);
});

test('has an empty text beyond its ends', () => {
  const blob = new TextBlob(encodeTexts(['a']), 1);
  expect([blob.at(-1), blob.at(1), blob.at(0.5)]).toEqual(['', '', '']);
});

test('grows with what is added', () => {
  const long = 'é'.repeat(10_000);
  const blob = new TextBlob(encodeTexts([long, '', long]), 3);
  expect([blob.at(0), blob.at(1), blob.at(2)]).toEqual([long, '', long]);
});

test('refuses another number of texts than there are', () => {
  fc.assert(
    fc.property(texts, fc.nat(60), (all, size) => {
      fc.pre(size !== all.length);
      expect(() => new TextBlob(encodeTexts(all), size)).toThrow(corrupt);
    }),
  );
});

test('refuses a text without an end, and more texts than are allowed', () => {
  expect(() => new TextBlob(Uint8Array.of(97), 1)).toThrow(corrupt);
  expect(() => new TextBlob(Uint8Array.of(97, 0, 98), 1)).toThrow(corrupt);
  expect(() => decodeTextList(Uint8Array.of(97), 9)).toThrow(corrupt);
  expect(() => decodeTextList(encodeTexts(['a', 'b']), 1)).toThrow(corrupt);
});

test('does not reserve room for texts that can not be there', () => {
  expect(() => new TextBlob(Uint8Array.of(0), 4_000_000_000)).toThrow(corrupt);
});
