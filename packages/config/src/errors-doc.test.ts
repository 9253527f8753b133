import { readFileSync } from 'node:fs';
import { ERROR_CATALOGUE } from '@sotto/core';
import { expect, test } from 'vitest';

test('docs/errors.md lists every code with its meaning', () => {
  const text = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([^`]+)` +\| (.+?) +\|$/gm)].map(([, code, meaning]) => [
    code,
    meaning,
  ]);
  expect(Object.fromEntries(rows)).toEqual(ERROR_CATALOGUE);
});
