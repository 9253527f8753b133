import type { ItemId } from '@sotto/core';

/** One product as the pack's writer takes it: clean, one a product, numbers in the pack's units. */
export interface PackItem {
  /** 1 to 200 characters, unique in the pack. */
  readonly id: ItemId;
  readonly title: string;
  /** Absolute or root-relative URL of the product's page. */
  readonly url: string;
  /** The shop's own image URL; empty where there is none. */
  readonly imageUrl: string;
  /** Minor units of the currency, 0 to 4,294,967,295; 0 where unknown. */
  readonly price: number;
  /** Price before a discount in minor units; 0 where there is none. */
  readonly listPrice: number;
  /** Category path from the top, without empty steps. */
  readonly category: readonly string[];
  readonly brand: string;
  /** Days since 1970-01-01, 0 where unknown. */
  readonly addedDay: number;
  readonly inStock: boolean;
  /** 1 to 5 stars; 0 where unknown. */
  readonly rating: number;
  /** 0 to 255, logarithmic; 0 where never ordered. */
  readonly popularity: number;
  /** RGB 5-6-5; 0 where there is no picture. */
  readonly colour: number;
  /** Further attributes by name, such as `colour`, `size`, `material`. */
  readonly attributes: Readonly<Record<string, string>>;
}
