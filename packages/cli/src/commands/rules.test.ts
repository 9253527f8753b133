import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../run.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

async function sotto(...args: string[]) {
  const written = { out: '', err: '' };
  const code = await run(args, {
    stdout: { write: (text) => (written.out += text), columns: 80 },
    stderr: { write: (text) => (written.err += text) },
    env: {},
  });
  return { code, ...written };
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sotto-rules-'));
  writeFileSync(
    at('feed.csv'),
    `id,title,price,brand,availability,link
p1,Red kettle,20.00 EUR,Acme,in stock,https://shop.example/p1
p2,Blue pan,50.00 EUR,Zeta,in stock,https://shop.example/p2
p3,Oak chair,90.00 EUR,Acme,out of stock,https://shop.example/p3
`,
  );
  expect((await sotto('pack', at('feed.csv'), '--out', at('pack'))).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('shows what each rule fits, and warns', async () => {
  writeFileSync(at('rules.txt'), '# ours\nboost 2 where brand = "acme"\npin "p3" at 1 on home\n');
  const { code, out } = await sotto('rules', at('rules.txt'), '--pack', at('pack'));
  expect(code).toBe(0);
  expect(out).toMatch(/2 {2}boost 2 where brand = "acme" .*p[13], p[13]/);
  expect(out).toContain('! pin "p3" at 1 on home pages: the product is out of stock');
});

test('says the same as JSON', async () => {
  writeFileSync(at('rules.txt'), 'exclude where price > 30\n');
  const { out } = await sotto('rules', at('rules.txt'), '--pack', at('pack'), '--json');
  const document: unknown = JSON.parse(out);
  expect(document).toMatchObject({ products: 3, rules: [{ matches: 2, warnings: [] }] });
});

test('names file, line and column of a mistake', async () => {
  writeFileSync(at('rules.txt'), '\nexclude where price > "30"\n');
  const { code, err } = await sotto('rules', at('rules.txt'), '--pack', at('pack'));
  expect(code).toBe(1);
  expect(err).toContain('line 2, column 23');
});

test('asks for what is missing', async () => {
  expect((await sotto('rules')).code).toBe(2);
});
