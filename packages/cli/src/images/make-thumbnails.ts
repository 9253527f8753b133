import type { PackSheets } from '@sotto/catalog';
import sharp from 'sharp';
import type { Staging } from '../feeds/staging.ts';
import type { Report } from '../terminal/progress.ts';
import { PictureFolder } from './find-pictures.ts';
import { mainColour } from './main-colour.ts';

/** Width and height of a thumbnail in pixels. */
const CELL = 96;
/** Thumbnails in a row of a sheet, and rows. */
const SIDE = 10;
const SHEET = CELL * SIDE;
const WEBP_QUALITY = 60;
const PARALLEL = 4;
const MAX_PIXELS = 100_000_000;

/** A picture that could not be used. */
export interface BadPicture {
  readonly file: string;
  readonly reason: string;
}

/** What {@link makeThumbnails} made. */
export interface Thumbnails {
  readonly sheets: PackSheets;
  /** Main colour of every product, RGB 5-6-5; 0 where it has no thumbnail. */
  readonly colours: Uint16Array;
  /** Products that have a thumbnail. */
  readonly count: number;
  readonly bad: readonly BadPicture[];
}

interface Wanted {
  readonly item: number;
  readonly file: string;
}

/** Products with a picture, the most popular first, then in the order of the feeds. */
async function wantedPictures(
  staging: Staging,
  folder: PictureFolder,
  popularity: Uint8Array | undefined,
  top: number,
): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  for await (const rows of staging.stream('SELECT item, id, image FROM kept ORDER BY item'))
    for (const [item, id, image] of rows) {
      const file = folder.find(String(id), String(image));
      if (file !== undefined) wanted.push({ item: Number(item), file });
    }
  const popular = ({ item }: Wanted) => popularity?.[item] ?? 0;
  return wanted.sort((a, b) => popular(b) - popular(a) || a.item - b.item).slice(0, top);
}

async function thumbnail(file: string): Promise<Buffer> {
  return sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize(CELL, CELL, { fit: 'contain', background: '#fff' })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** Fills sheets cell by cell. */
class SheetMaker {
  readonly sheets: Uint8Array<ArrayBuffer>[] = [];
  #pixels = Buffer.alloc(SHEET * SHEET * 3, 0xff);
  #filled = 0;

  /** Puts a thumbnail into the next cell and gives 1 + its number. */
  async add(pixels: Buffer): Promise<number> {
    const left = (this.#filled % SIDE) * CELL;
    const top = Math.floor(this.#filled / SIDE) * CELL;
    for (let row = 0; row < CELL; row++)
      pixels.copy(
        this.#pixels,
        ((top + row) * SHEET + left) * 3,
        row * CELL * 3,
        (row + 1) * CELL * 3,
      );
    this.#filled++;
    const cell = this.sheets.length * SIDE * SIDE + this.#filled;
    if (this.#filled === SIDE * SIDE) await this.finish();
    return cell;
  }

  /** Closes the sheet that was begun, if any. */
  async finish(): Promise<void> {
    if (this.#filled === 0) return;
    const raw = { width: SHEET, height: SHEET, channels: 3 as const };
    const webp = await sharp(this.#pixels, { raw }).webp({ quality: WEBP_QUALITY }).toBuffer();
    this.sheets.push(new Uint8Array(webp));
    this.#pixels = Buffer.alloc(SHEET * SHEET * 3, 0xff);
    this.#filled = 0;
  }
}

/**
 * Makes thumbnails of the products' pictures: 96 × 96 pixels, whole on white, a hundred to a sheet. A
 * sheet says nothing about a shopper, since all shoppers fetch all sheets in the same order. A picture
 * that can't be read is reported and its product goes without.
 *
 * @param popularity of every product; `undefined` takes the order of the feeds
 * @param top most products that get a thumbnail
 * @throws `images/unreadable` where the folder can't be read or has no pictures
 */
export async function makeThumbnails(
  staging: Staging,
  { folder, top }: { readonly folder: string; readonly top: number },
  products: number,
  popularity: Uint8Array | undefined,
  report: Report,
): Promise<Thumbnails> {
  const wanted = await wantedPictures(staging, new PictureFolder(folder), popularity, top);
  const cells = new Uint32Array(products);
  const colours = new Uint16Array(products);
  const bad: BadPicture[] = [];
  const maker = new SheetMaker();
  let count = 0;
  for (let from = 0; from < wanted.length; from += PARALLEL) {
    const batch = wanted.slice(from, from + PARALLEL);
    const made = await Promise.allSettled(batch.map(({ file }) => thumbnail(file)));
    for (const [at, outcome] of made.entries()) {
      const { item, file } = batch[at]!;
      if (outcome.status === 'rejected') {
        bad.push({ file, reason: String(outcome.reason).replace(/^Error: /, '') });
        continue;
      }
      colours[item] = mainColour(outcome.value);
      cells[item] = await maker.add(outcome.value);
      count++;
    }
    report(from + batch.length, wanted.length, 'pictures');
  }
  await maker.finish();
  const sheets = { cell: CELL, columns: SIDE, rows: SIDE, sheets: maker.sheets, cells };
  return { sheets, colours, count, bad };
}
