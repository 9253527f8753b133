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
  draw(root: ParentNode): void {
    for (const canvas of root.querySelectorAll<HTMLCanvasElement>(
      'canvas[data-id]:not([data-drawn])',
    )) {
      const bitmap = this.#bitmaps.get(canvas.dataset['id'] ?? '');
      if (bitmap === undefined) continue;
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      canvas.dataset['drawn'] = '';
      canvas.hidden = false;
    }
  }
}
