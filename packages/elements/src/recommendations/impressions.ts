/** Share of a card that must be visible. */
const VISIBLE_SHARE = 0.5;

/** Tells once for each card that it came into view. One observer serves every list of the page. */
class Impressions {
  readonly #callbacks = new WeakMap<Element, () => void>();
  readonly #observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        this.#observer.unobserve(target);
        this.#callbacks.get(target)?.();
      }
    },
    { threshold: VISIBLE_SHARE },
  );

  watch(card: Element, onVisible: () => void): void {
    this.#callbacks.set(card, onVisible);
    this.#observer.observe(card);
  }
}

export const impressions = new Impressions();
