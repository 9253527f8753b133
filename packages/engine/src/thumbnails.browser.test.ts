import { expect, test } from 'vitest';
import { Thumbnails } from './thumbnails.ts';

const GEOMETRY = { cell: 16, columns: 2, rows: 2 };
const COLOURS = ['#ff0000', '#00ff00', '#0000ff', '#ffff00'];

/** A sheet of four cells of one colour each, beginning with the colour at `shift`. */
async function sheet(shift = 0): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(32, 32);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  for (let at = 0; at < 4; at++) {
    context.fillStyle = COLOURS[(at + shift) % 4] ?? '';
    context.fillRect((at % 2) * 16, Math.floor(at / 2) * 16, 16, 16);
  }
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 1 });
  return new Uint8Array(await blob.arrayBuffer());
}

/** The colour in the middle of a picture, each channel to the nearest of nothing and full. */
function colourOf(bitmap: ImageBitmap | null): string | null {
  if (bitmap === null) return null;
  const context = new OffscreenCanvas(16, 16).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  const [red = 0, green = 0, blue = 0] = context?.getImageData(8, 8, 1, 1).data ?? [];
  return `#${[red, green, blue].map((channel) => (channel > 127 ? 'ff' : '00')).join('')}`;
}

test('cuts each product’s own cell, row by row and on through the sheets', async () => {
  const thumbnails = new Thumbnails(GEOMETRY, Uint32Array.of(1, 2, 3, 4, 5, 8));
  thumbnails.add(await sheet());
  thumbnails.add(await sheet(1));
  const colours = [];
  for (let item = 0; item < 6; item++) {
    const bitmap = await thumbnails.cut(item);
    expect([bitmap?.width, bitmap?.height]).toEqual([16, 16]);
    colours.push(colourOf(bitmap));
  }
  expect(colours).toEqual([...COLOURS, COLOURS[1], COLOURS[0]]);
});

test('has no picture where a product has none, or its sheet has not come', async () => {
  const thumbnails = new Thumbnails(GEOMETRY, Uint32Array.of(0, 5, 4_000_000_000));
  expect(await thumbnails.cut(1)).toBeNull();
  thumbnails.add(await sheet());
  for (const item of [0, 1, 2, 3, -1]) expect(await thumbnails.cut(item)).toBeNull();
});

test('has no picture where a sheet can not be decoded, and others go on', async () => {
  const thumbnails = new Thumbnails(GEOMETRY, Uint32Array.of(1, 5));
  thumbnails.add(Uint8Array.of(1, 2, 3));
  thumbnails.add(await sheet());
  expect(await thumbnails.cut(0)).toBeNull();
  expect(colourOf(await thumbnails.cut(1))).toBe('#ff0000');
});

test('cuts from more sheets than it keeps decoded, in any order', async () => {
  const sheets = 7;
  const cells = Uint32Array.from({ length: sheets }, (_, at) => 4 * at + 1);
  const thumbnails = new Thumbnails(GEOMETRY, cells);
  for (let at = 0; at < sheets; at++) thumbnails.add(await sheet(at));
  const order = [0, 6, 3, 1, 5, 2, 4, 0, 6];
  const cut = await Promise.all(order.map((item) => thumbnails.cut(item)));
  expect(cut.map(colourOf)).toEqual(order.map((item) => COLOURS[item % 4]));
});
