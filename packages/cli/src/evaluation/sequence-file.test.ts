import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readSequenceFile } from './sequence-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sotto-sequences-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('reads lines of a user and their products', async () => {
  const { rows } = await readSequenceFile(fileOf('lines.txt', '1 a b\n\n2 b\r\n'));
  expect(rows).toEqual([
    { user: '1', item: 'a' },
    { user: '1', item: 'b' },
    { user: '2', item: 'b' },
  ]);
});

test('reads gzipped lines', async () => {
  const { rows } = await readSequenceFile(fileOf('lines.txt.gz', gzipSync('1 a b\n')));
  expect(rows).toHaveLength(2);
});

test('finds the usual columns of a table, and counts rows that lack one', async () => {
  const text =
    'InvoiceNo;StockCode;InvoiceDate;CustomerID\n1;A1;2011-01-02 08:26:00;17\n2;B2;;17\n3;B2;2011-01-03 00:00:00;\n';
  expect(await readSequenceFile(fileOf('table.csv', text))).toEqual({
    rows: [{ user: '17', item: 'A1', at: Date.UTC(2011, 0, 2, 8, 26) }],
    droppedRows: 2,
  });
});

test('takes columns by the names that are given', async () => {
  const file = fileOf('named.tsv', 'who\twhat\twhen\tuser\nu\tx\t2020-01-01\tnobody\n');
  const columns = { user: 'who', item: 'what', time: 'when' };
  const { rows } = await readSequenceFile(file, columns);
  expect(rows).toEqual([{ user: 'u', item: 'x', at: Date.UTC(2020, 0, 1) }]);
});

test.each([
  ['seconds', '1600000000'],
  ['milliseconds', '1600000000000'],
  ['microseconds', '1600000000000000'],
])('takes times in %s', async (unit, time) => {
  const file = fileOf(`${unit}.csv`, `user,item,time\nu,x,${time}\n`);
  const { rows } = await readSequenceFile(file);
  expect(rows).toEqual([{ user: 'u', item: 'x', at: 1_600_000_000_000 }]);
});

test.each([
  ['that is not there', path.join(folder, 'nowhere.txt')],
  ['without a column for the product', fileOf('short.csv', 'user,time\n1,2020-01-01\n')],
  ['that is empty', fileOf('empty.txt', '')],
])('refuses a file %s', async (_, file) => {
  await expect(readSequenceFile(file)).rejects.toMatchObject({ code: 'orders/unreadable' });
});
