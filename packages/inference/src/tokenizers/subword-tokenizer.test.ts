import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SubwordTokenizer } from './subword-tokenizer.ts';

const ENTRIES = ['run', 'runn', '##ing', '##s', '手机', '手', '2024', 'shoe'];
const tokenizer = new SubwordTokenizer(ENTRIES.join('\n'));

/** Pieces by their entry; those without one by their row, from 0 to 255. */
const cut = (text: string): (string | number)[] =>
  [...tokenizer.encode(text)].map((row) => ENTRIES[row - 256] ?? row);

const code = (letter: string): number => (letter.codePointAt(0) ?? 0) % 256;

test.each<[text: string, pieces: (string | number)[]]>([
  ['Running SHOES', ['runn', '##ing', 'shoe', '##s']],
  ['runs', ['run', '##s']],
  ['手机手', ['手机', '手']],
  ['run2024手', ['run', '2024', '手']],
  ['ｒｕｎ', ['run']],
  ['runx', ['run', code('x')]],
  ['机', [code('机')]],
  ['ing', [code('i'), code('n'), code('g')]],
  ['— !', []],
])('cuts "%s" into the longest pieces from the left', (text, pieces) => {
  expect(cut(text)).toEqual(pieces);
});

test('reads 32 characters of a word, and never half of one', () => {
  expect(cut('𐐷'.repeat(100))).toEqual(Array.from({ length: 32 }, () => code('𐐷')));
});

test('gives a row of the table for each piece of any text, whatever stands between its words', () => {
  const text = fc.string({ unit: 'binary', maxLength: 100 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const rows = tokenizer.encode(`${a} ${b}`);
      expect(rows).toEqual(Int32Array.from([...tokenizer.encode(a), ...tokenizer.encode(b)]));
      for (const row of rows) {
        expect(row).toBeGreaterThanOrEqual(0);
        expect(row).toBeLessThan(256 + ENTRIES.length);
      }
    }),
  );
});
