import { readdirSync, readFileSync } from 'node:fs';
import { STRATEGY_NAMES } from '@sotto/core';
import { expect, test } from 'vitest';

const here = new URL('.', import.meta.url);
const doc = readFileSync(new URL('../../../docs/elements.md', here), 'utf8');

/** The code of every element, tests apart. */
const code = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, here), 'utf8'))
  .join('\n');

const found = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].toSorted();

/** Names in backquotes in the first column of the table under this head. */
function column(head: string): string[] {
  const from = doc.indexOf(`| ${head} `);
  expect(from, head).toBeGreaterThan(0);
  const table = doc.slice(from, doc.indexOf('\n\n', from));
  return found(table, /^\| `([^`]+)`/gm);
}

test('docs/elements.md names every strategy', () => {
  expect(column('strategy')).toEqual(STRATEGY_NAMES.toSorted());
});

test('docs/elements.md names every attribute', () => {
  expect(column('attribute')).toEqual(found(code, /^ {4}(\w+): \{ type: (?:String|Number) \}/gm));
});

test('docs/elements.md names every event', () => {
  const elements = ['sotto-recommendations', 'sotto-panel'];
  const names = found(code, /'(sotto-[a-z]+)'/g).filter((name) => !elements.includes(name));
  expect(column('event')).toEqual(names);
});

test('docs/elements.md names every custom property', () => {
  expect(column('custom property')).toEqual(found(code, /var\((--sotto-[a-z-]+)/g));
});

test('docs/elements.md names every part', () => {
  const listed = /Parts, for `::part\(\)`: (.*?);\s*of the panel: (.*?)\./s.exec(doc);
  const parts = found(`${listed?.[1]} ${listed?.[2]}`, /`([\w-]+)`/g);
  expect(parts).toEqual(found(code, /part="([\w-]+)"/g));
});
