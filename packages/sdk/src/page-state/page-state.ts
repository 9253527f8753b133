import type { EventSource, ItemId, PageContext } from '@sotto/core';

/** Later ones win over earlier ones, whatever the order in which they speak. */
const PRIORITY: readonly EventSource[] = ['page', 'markup', 'datalayer', 'attribute', 'api'];

/** What the page is, put together from all sources; the more deliberate source wins. */
export class PageState {
  #fields: Partial<Record<keyof PageContext, { value: unknown; rank: number }>> = {};

  get context(): PageContext {
    const { kind, item, category, basket } = this.#fields;
    return {
      kind: (kind?.value as PageContext['kind'] | undefined) ?? 'other',
      ...(item === undefined ? {} : { item: item.value as ItemId }),
      ...(category === undefined ? {} : { category: category.value as string }),
      basket: (basket?.value as readonly ItemId[] | undefined) ?? [],
    };
  }

  /** Takes what a source says; `true` where the page is now another one. */
  describe(page: Partial<PageContext>, source: EventSource): boolean {
    const before = JSON.stringify(this.context);
    const rank = PRIORITY.indexOf(source);
    for (const name of ['kind', 'item', 'category', 'basket'] as const) {
      const value = page[name];
      if (value !== undefined && rank >= (this.#fields[name]?.rank ?? 0)) {
        this.#fields[name] = { value, rank };
      }
    }
    return JSON.stringify(this.context) !== before;
  }

  /** A product came into the basket or left it. */
  changeBasket(item: ItemId, inside: boolean): void {
    const others = this.context.basket.filter((each) => each !== item);
    const rank = this.#fields.basket?.rank ?? 0;
    this.#fields.basket = { value: inside ? [...others, item] : others, rank };
  }

  /** Another page of the same document: the basket stays, the rest is forgotten. */
  leave(): void {
    const { basket } = this.#fields;
    this.#fields = basket === undefined ? {} : { basket };
  }
}
