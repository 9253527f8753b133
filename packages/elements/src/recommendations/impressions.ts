import type { LitElement, ReactiveController } from 'lit';

/** Share of a card that must be visible. */
const VISIBLE_SHARE = 0.5;

/** Tells once for each product of a list that its card came into view. */
export class Impressions implements ReactiveController {
  readonly #host: LitElement;
  readonly #seen = new Set<string>();
  readonly #observer: IntersectionObserver;

  /** @param onVisible gets the product's id */
  constructor(host: LitElement, onVisible: (id: string) => void) {
    this.#host = host;
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          const { id } = (target as HTMLElement).dataset;
          if (!isIntersecting || id === undefined || this.#seen.has(id)) continue;
          this.#seen.add(id);
          this.#observer.unobserve(target);
          onVisible(id);
        }
      },
      { threshold: VISIBLE_SHARE },
    );
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostUpdated(): void {
    for (const card of this.#host.renderRoot.querySelectorAll<HTMLElement>('li[data-id]')) {
      if (!this.#seen.has(card.dataset['id'] ?? '')) this.#observer.observe(card);
    }
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
