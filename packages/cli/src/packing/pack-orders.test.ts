import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPack } from '../pack-folder/index.ts';
import { run } from '../run.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sotto-orders-'));
  writeFileSync(
    at('feed.csv'),
    `id,title,price,availability,link
p1,Red kettle,20.00 EUR,in stock,https://shop.example/p1
p2,Blue pan,50.00 EUR,in stock,https://shop.example/p2
p3,Oak chair,90.00 EUR,in stock,https://shop.example/p3
`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

async function pack(orders: string) {
  writeFileSync(at('orders.txt'), orders);
  const written = { out: '', err: '' };
  const code = await run(
    ['pack', at('feed.csv'), '--orders', at('orders.txt'), '--out', at('pack')],
    {
      stdout: { write: (text) => (written.out += text), columns: 80 },
      stderr: { write: (text) => (written.err += text) },
      env: {},
    },
  );
  return { code, ...written };
}

test('packs what shoppers go on to, in the numbers of the pack', async () => {
  const { code, out } = await pack('u1 p2 p3\nu2 p2 p3 nowhere\nu3 p2 p1\n');
  expect(code).toBe(0);
  expect(out).toContain('6 of 7 rows count; left out: 1 unknown product');
  const { ids, items, neighbours } = await readPack(at('pack'));
  const numberOf = (id: string) => [0, 1, 2].find((item) => ids.at(item) === id) ?? -1;
  expect(items.popularity[numberOf('p2')]).toBe(255);
  expect(neighbours?.items[neighbours.offsets[numberOf('p2')] ?? 0]).toBe(numberOf('p3'));
});

test('refuses orders of another shop, and writes no pack', async () => {
  const { code, err } = await pack('u1 x y\nu2 y z\n');
  expect(code).toBe(1);
  expect(err).toContain('None of the 4 rows');
  await expect(readPack(at('pack'))).rejects.toMatchObject({ code: 'pack/unreachable' });
});
