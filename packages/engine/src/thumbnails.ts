/** Decoded sheets kept at a time; one of 10 × 10 cells of 96 pixels takes 3.7 MB. */
const MAX_DECODED = 4;

/**
 * The pack's thumbnails. Sheets are fetched whole, all of them, in the order of the manifest, whatever
 * the shopper did: which picture is shown can't be read from the requests. Pictures are cut out here and
 * handed to the page as bitmaps, so that the page requests no image either.
 */
export class Thumbnails {
  readonly #geometry: { readonly cell: number; readonly columns: number; readonly rows: number };
  readonly #cells: Uint32Array;
  readonly #sheets: Blob[] = [];
  readonly #decoded = new Map<number, Promise<ImageBitmap>>();

  /**
   * @param geometry pixels of a thumbnail, thumbnails in a row of a sheet, rows of a sheet
   * @param cells for each product 1 + the number of its cell through all sheets; 0 for none
   */
  constructor(
    geometry: { readonly cell: number; readonly columns: number; readonly rows: number },
    cells: Uint32Array,
  ) {
    this.#geometry = geometry;
    this.#cells = cells;
  }

  add(sheet: Uint8Array<ArrayBuffer>): void {
    this.#sheets.push(new Blob([sheet], { type: 'image/webp' }));
  }

  /** A product's thumbnail; `null` where it has none, it has not arrived, or it can't be decoded. */
  async cut(item: number): Promise<ImageBitmap | null> {
    const { cell, columns, rows } = this.#geometry;
    const place = (this.#cells[item] ?? 0) - 1;
    const number = Math.floor(place / (columns * rows));
    const sheet = this.#sheets[number];
    if (place < 0 || sheet === undefined) return null;
    const x = (place % columns) * cell;
    const y = (Math.floor(place / columns) % rows) * cell;
    try {
      return await createImageBitmap(await this.#decode(number, sheet), x, y, cell, cell);
    } catch (error) {
      if (error instanceof DOMException) return null;
      throw error;
    }
  }

  #decode(index: number, sheet: Blob): Promise<ImageBitmap> {
    const known = this.#decoded.get(index);
    const bitmap = known ?? createImageBitmap(sheet);
    this.#decoded.delete(index);
    this.#decoded.set(index, bitmap);
    if (this.#decoded.size > MAX_DECODED) this.#dropOldest();
    return bitmap;
  }

  #dropOldest(): void {
    const [oldest] = this.#decoded.keys();
    if (oldest !== undefined) this.#decoded.delete(oldest);
  }
}
