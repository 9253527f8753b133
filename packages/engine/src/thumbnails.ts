/** Where a product's thumbnail lies. */
export interface ThumbnailPlace {
  /** Index of the sheet. */
  readonly sheet: number;
  /** Top left corner in pixels. */
  readonly x: number;
  readonly y: number;
}

/** Decoded sheets kept at a time; one of 10 × 10 cells of 96 pixels takes 3.7 MB. */
const MAX_DECODED = 4;

/**
 * The pack's thumbnails. Sheets are fetched whole, all of them, in the order of the manifest, whatever
 * the shopper did: which picture is shown can't be read from the requests. Pictures are cut out here and
 * handed to the page as bitmaps, so that the page requests no image either.
 */
export class Thumbnails {
  readonly #cellSize: number;
  readonly #sheets: Blob[] = [];
  readonly #decoded = new Map<number, Promise<ImageBitmap>>();

  /** @param cellSize width and height of one thumbnail in pixels */
  constructor(cellSize: number) {
    this.#cellSize = cellSize;
  }

  /** Sheets that have arrived. */
  get loaded(): number {
    return this.#sheets.length;
  }

  add(sheet: Uint8Array<ArrayBuffer>): void {
    this.#sheets.push(new Blob([sheet], { type: 'image/webp' }));
  }

  /** The thumbnail at `place`; `null` while its sheet has not arrived or where it can't be decoded. */
  async cut(place: ThumbnailPlace): Promise<ImageBitmap | null> {
    const sheet = this.#sheets[place.sheet];
    if (sheet === undefined) return null;
    try {
      const bitmap = await this.#decode(place.sheet, sheet);
      return await createImageBitmap(bitmap, place.x, place.y, this.#cellSize, this.#cellSize);
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
