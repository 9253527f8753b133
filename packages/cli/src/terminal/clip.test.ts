import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cells } from './cells.ts';
import { clip } from './clip.ts';

test('never takes more room than it is given', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '茶', 'e\u0301', '👩‍🍳', ' ', '\n', '\u202e'),
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (whole, width) => {
      expect(cells(clip(whole, width))).toBeLessThanOrEqual(width);
    }),
  );
});

test('leaves a text that fits as it is', () => {
  expect(clip('Red jug', 7)).toBe('Red jug');
  expect(clip('茶壶', 4)).toBe('茶壶');
});

test('cuts between characters as people see them', () => {
  expect(clip('cafe\u0301s', 5)).toBe('cafe\u0301s');
  expect(clip('cafe\u0301 au lait', 5)).toBe('cafe\u0301…');
  expect(clip('茶壶茶杯', 6)).toBe('茶壶…');
});

test('lets no text move the cursor, colour the screen or turn the line around', () => {
  expect(clip('a\u001b[31m\r\n\u202Eb', 20)).toBe('a [31m   b');
});
