import { expect, test } from 'vitest';
import { stem } from './stem.ts';

test.each([
  ['cats', 'cat'],
  ['batteries', 'battery'],
  ['brushes', 'brush'],
  ['boxes', 'box'],
  ['glasses', 'glass'],
  ['shoes', 'shoe'],
])('takes %s as %s', (word, expected) => {
  expect(stem(word)).toBe(expected);
});

test.each(['glass', 'bus', 'gas', 'iris', 'pan', '500s', 'été'])('leaves %s as it is', (word) => {
  expect(stem(word)).toBe(word);
});
