import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MODEL_KINDS } from './model-kind.ts';

interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly baseline?: number;
  readonly target?: number;
}

const { resolve } = createRequire(import.meta.url);
const document = readFileSync(new URL('../../../docs/models.md', import.meta.url), 'utf8');
const text = (value: number | undefined): string => value?.toFixed(4) ?? '–';

/** The last four cells of a row, as the document writes them. */
const cellsOf = ({ value, low, high, baseline, target }: Figure): string =>
  [text(value), `${text(low)}–${text(high)}`, text(baseline), text(target)].join(' ');

function figuresOf(id: string): string[] {
  const file = path.resolve(resolve(`@sotto/models/${id}/manifest.json`));
  const { quality } = JSON.parse(readFileSync(file, 'utf8')) as { quality: Figure[] };
  return quality.map(cellsOf);
}

const rows = [...document.matchAll(/^\| `([a-z-]+)` +\| [^|]+\| (\d[^\n]*) \|$/gm)].map(
  ([, id = '', cells = '']) => ({ id, cells: cells.split('|').map((cell) => cell.trim()) }),
);

test('docs/models.md has figures of every model', () => {
  const wanted = Object.values(MODEL_KINDS).map(({ id }) => id);
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(wanted));
});

test.each(rows)('$id has the figures $cells in its manifest, as docs/models.md says', (row) => {
  expect(figuresOf(row.id)).toContain(row.cells.join(' '));
});
