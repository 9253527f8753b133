import fc from 'fast-check';
import { expect, test } from 'vitest';
import casesText from './hashed-ngrams.cases.json?raw';
import { hashNgram, ngrams } from './hashed-ngrams.ts';

interface Case {
  readonly text: string;
  /** How often the text is repeated; default once. */
  readonly times?: number;
  readonly hashes: readonly number[];
}
// Not imported as JSON: Vite's reader refuses half of a surrogate pair.
const cases = JSON.parse(casesText) as Case[];

/**
 * Texts are read as in training, wherever Unicode's tables come from: each case has what `recipe/text.py` of
 * `models/sentiment` gives for its text, the hash of each of its `grams`, in order.
 */
export function describeNgrams(): void {
  test.each(cases)(
    'finds the n-grams of "$text" as training did',
    ({ text, times = 1, hashes }) => {
      expect([...ngrams(text.repeat(times))].map(hashNgram)).toEqual(hashes);
    },
  );

  test('gives a text the n-grams of its words, however it is spaced and written', () => {
    const words = fc.constantFrom('good', 'Fit', '质', '量', "don't", '!', '4K', 'é');
    const spaces = fc.constantFrom(' ', '\t', '\n\n', '\u3000', '\u00a0 ');
    const spaced = fc.array(fc.tuple(words, spaces), { maxLength: 20 });
    fc.assert(
      fc.property(spaced, (pairs) => {
        const plain = pairs.map(([word]) => word).join(' ');
        const odd = pairs.flat().join('').toUpperCase().normalize('NFD');
        expect([...ngrams(odd)]).toEqual([...ngrams(plain)]);
      }),
    );
  });

  test('has at most three n-grams a token, all of one to three tokens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const all = [...ngrams(text)].map((each) => each.split(' ').length);
        const tokens = text.normalize('NFKC').length;
        expect(all.length).toBeLessThanOrEqual(3 * tokens);
        expect(all.every((count) => count >= 1 && count <= 3)).toBe(true);
      }),
    );
  });

  test('hashes into 32 bits without a sign', () => {
    // What training gives for the n-gram of nothing.
    expect(hashNgram('')).toBe(0xab3e7c0b);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hash = hashNgram(text);
        expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32).toBe(true);
      }),
    );
  });
}
