import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Staging } from '../feeds/staging.ts';
import { makeThumbnails } from './make-thumbnails.ts';

let folder: string;
let staging: Staging;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sotto-pictures-'));
  staging = await Staging.open();
});
afterEach(() => {
  staging.close();
  rmSync(folder, { recursive: true });
});

const svg = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect x="20" width="160" height="100" fill="${colour}"/></svg>`;

async function kept(rows: readonly (readonly [string, string])[]): Promise<void> {
  const values = rows.map(([id, image], item) => `(${item}, '${id}', '${image}')`).join(', ');
  await staging.run(`CREATE TABLE kept AS SELECT * FROM (VALUES ${values}) v(item, id, image)`);
}

/** The pixel in the middle of a cell of a sheet. */
async function middle(sheet: Uint8Array, cell: number): Promise<number[]> {
  const left = (cell % 10) * 96 + 48;
  const top = Math.floor(cell / 10) * 96 + 48;
  const pixel = sharp(sheet).extract({ left, top, width: 1, height: 1 });
  return [...(await pixel.raw().toBuffer())];
}

test('puts the pictures of the most popular products into the first cells', async () => {
  mkdirSync(path.join(folder, 'media'));
  writeFileSync(path.join(folder, 'A.svg'), svg('#e00000'));
  writeFileSync(path.join(folder, 'media/b-photo.svg'), svg('#00c000'));
  await sharp(Buffer.from(svg('#0000e0')))
    .png()
    .toFile(path.join(folder, 'c.png'));
  await kept([
    ['a', ''],
    ['b', 'https://shop.example/media/b-photo.svg?v=2'],
    ['c', ''],
    ['none', ''],
  ]);
  const popularity = new Uint8Array([1, 0, 9, 255]);
  const made = await makeThumbnails(staging, { folder, top: 10 }, 4, popularity, () => {});
  expect([...made.sheets.cells]).toEqual([2, 3, 1, 0]);
  expect(made).toMatchObject({ count: 3, bad: [] });
  const [sheet] = made.sheets.sheets;
  const [red = 0, green = 0, blue = 0] = await middle(sheet!, 0);
  expect(blue).toBeGreaterThan(180);
  expect(red + green).toBeLessThan(80);
  expect(made.colours[0]! >> 11).toBeGreaterThan(25);
  expect((made.colours[1]! >> 5) & 63).toBeGreaterThan(40);
  expect(made.colours[3]).toBe(0);
});

test('reports a picture that can’t be read and goes on', async () => {
  writeFileSync(path.join(folder, 'a.jpg'), 'not a picture');
  writeFileSync(path.join(folder, 'b.svg'), svg('#123456'));
  await kept([
    ['a', ''],
    ['b', ''],
  ]);
  const made = await makeThumbnails(staging, { folder, top: 10 }, 2, undefined, () => {});
  expect(made.bad).toHaveLength(1);
  expect([...made.sheets.cells]).toEqual([0, 1]);
});

test('begins a new sheet after a hundred and stops at the most wanted', async () => {
  writeFileSync(path.join(folder, 'p.svg'), svg('#808000'));
  await kept(Array.from({ length: 130 }, (_, at) => [`x${at}`, 'p.svg'] as const));
  const made = await makeThumbnails(staging, { folder, top: 101 }, 130, undefined, () => {});
  expect(made.sheets.sheets).toHaveLength(2);
  expect([made.sheets.cells[99], made.sheets.cells[100], made.sheets.cells[101]]).toEqual([
    100, 101, 0,
  ]);
});

test('never takes a file from outside the folder', async () => {
  mkdirSync(path.join(folder, 'in'));
  writeFileSync(path.join(folder, 'secret.svg'), svg('#000'));
  writeFileSync(path.join(folder, 'in/other.svg'), svg('#000'));
  await kept([['../secret', '../secret.svg']]);
  const made = await makeThumbnails(
    staging,
    { folder: path.join(folder, 'in'), top: 5 },
    1,
    undefined,
    () => {},
  );
  expect(made.count).toBe(0);
});

test('says in one sentence that a folder has no pictures', async () => {
  await kept([['a', '']]);
  await expect(
    makeThumbnails(staging, { folder, top: 5 }, 1, undefined, () => {}),
  ).rejects.toMatchObject({ code: 'images/unreadable' });
});
