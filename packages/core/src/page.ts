import type { ItemId } from './event.ts';

/** What kind of page the shopper is on. */
export type PageKind = 'home' | 'category' | 'product' | 'search' | 'basket' | 'thanks' | 'other';

/** What the page itself says, without any history. The shop's server knows all of it already. */
export interface PageContext {
  readonly kind: PageKind;
  /** The product of a product page. */
  readonly item?: ItemId;
  /** Category path from the top, joined by ` > `. */
  readonly category?: string;
  /** What the basket holds now. */
  readonly basket: readonly ItemId[];
}
