import { PAGE_KINDS } from '@sotto/core';
import type { CaptureSink } from './capture-sink.ts';
import { text } from './hostile.ts';

const MAX_BASKET = 200;

/** Reads what `data-sotto-*` attributes say about the page as a whole. */
export function readAttributes(root: ParentNode, sink: CaptureSink): void {
  const value = (name: string): string | undefined =>
    text(root.querySelector(`[data-sotto-${name}]`)?.getAttribute(`data-sotto-${name}`));
  const page = value('page');
  const kind = PAGE_KINDS.find((each) => each === page);
  if (kind !== undefined) sink.describe({ kind }, 'attribute');
  const category = value('category');
  if (category !== undefined) {
    sink.describe({ category }, 'attribute');
    if (kind === 'category') sink.event({ kind: 'category', category }, 'attribute');
  }
  const query = value('query');
  if (query !== undefined) sink.event({ kind: 'search', query }, 'attribute');
  const basket = root.querySelector('[data-sotto-basket]')?.getAttribute('data-sotto-basket');
  if (typeof basket === 'string') {
    const items = basket
      .slice(0, 50_000)
      .split(/[\s,]+/)
      .flatMap((id) => text(id) ?? []);
    sink.describe({ basket: [...new Set(items)].slice(0, MAX_BASKET) }, 'attribute');
  }
  const item = text(
    root
      .querySelector('[data-sotto-page="product"][data-sotto-product]')
      ?.getAttribute('data-sotto-product'),
  );
  if (item === undefined) return;
  sink.describe({ item }, 'attribute');
  sink.event({ kind: 'view', item }, 'attribute');
}

/** Counts `data-sotto-product` tiles as seen once half of one is visible, and as clicked. */
export class TileWatch {
  readonly #sink: CaptureSink;
  readonly #observer: IntersectionObserver;
  readonly #stop = new AbortController();

  constructor(sink: CaptureSink) {
    this.#sink = sink;
    this.#observer = new IntersectionObserver((seen) => this.#see(seen), { threshold: 0.5 });
    document.addEventListener('click', (event) => this.#click(event.target), {
      capture: true,
      passive: true,
      signal: this.#stop.signal,
    });
  }

  /** Watches the tiles that are on the page now. */
  refresh(): void {
    for (const tile of document.querySelectorAll('[data-sotto-product]:not([data-sotto-page])')) {
      this.#observer.observe(tile);
    }
  }

  stop(): void {
    this.#observer.disconnect();
    this.#stop.abort();
  }

  #see(seen: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      this.#observer.unobserve(target);
      this.#tell('impression', target);
    }
  }

  #click(target: EventTarget | null): void {
    const link = target instanceof Element ? target.closest('a[href]') : null;
    const tile = link?.closest('[data-sotto-product]:not([data-sotto-page])');
    if (tile != null) this.#tell('click', tile);
  }

  #tell(kind: 'impression' | 'click', tile: Element): void {
    const item = text(tile.getAttribute('data-sotto-product'));
    if (item !== undefined) this.#sink.event({ kind, item }, 'attribute');
  }
}
