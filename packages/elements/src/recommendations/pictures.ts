import type { Recommendation } from '@sotto/protocol';
import type { SottoClient } from '@sotto/sdk';

/** The thumbnails of a list. They come as bitmaps: an image URL requested now would tell what was recommended. */
export class Pictures {
  readonly #bitmaps = new Map<string, ImageBitmap>();

  /** Gets what is missing for `items`, as far as it has arrived on the device. */
  async load(items: readonly Recommendation[], client: SottoClient): Promise<void> {
    const wanted = items
      .filter(({ id, imageUrl }) => imageUrl === undefined && !this.#bitmaps.has(id))
      .map(({ id }) => id);
    if (wanted.length === 0) return;
    const bitmaps = await client.thumbnails(wanted);
    for (const [at, id] of wanted.entries()) {
      const bitmap = bitmaps[at] ?? null;
      if (bitmap !== null) this.#bitmaps.set(id, bitmap);
    }
  }

  /** Draws into every `canvas[data-id]` below `root` that has its picture and does not show it yet. */
  async draw(root: ParentNode): Promise<void> {
    const canvases = root.querySelectorAll<HTMLCanvasElement>('canvas[data-id]:not([data-drawn])');
    await Promise.all([...canvases].map((canvas) => this.#show(canvas)));
  }

  async #show(canvas: HTMLCanvasElement): Promise<void> {
    const bitmap = this.#bitmaps.get(canvas.dataset['id'] ?? '');
    if (bitmap === undefined) return;
    // The context takes what it is given, at a fraction of the time of drawing; another card may need it again.
    const copy = await createImageBitmap(bitmap);
    canvas.width = copy.width;
    canvas.height = copy.height;
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(copy);
    canvas.dataset['drawn'] = '';
    canvas.hidden = false;
  }
}
