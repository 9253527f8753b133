import type { ItemId } from './event.ts';

/** Every kind of page. */
export const PAGE_KINDS = [
  'home',
  'category',
  'product',
  'search',
  'basket',
  'thanks',
  'other',
] as const;

/** What kind of page the shopper is on. */
export type PageKind = (typeof PAGE_KINDS)[number];

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
