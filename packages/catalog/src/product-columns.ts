import { ITEM_IN_STOCK, type ItemColumns } from '@sotto/core';
import { GrowableColumn } from './growable.ts';
import type { ItemsFile } from './items.ts';
import { BrandDictionary, CategoryDictionary } from './name-dictionary.ts';
import type { PackItem } from './pack-item.ts';

const bytes = () => new GrowableColumn((length) => new Uint8Array(length));
const shorts = () => new GrowableColumn((length) => new Uint16Array(length));
const words = () => new GrowableColumn((length) => new Uint32Array(length));

/** The numbers of products, collected in the order of adding. */
export class ProductColumns {
  readonly #categories = new CategoryDictionary();
  readonly #brands = new BrandDictionary();
  readonly #price = words();
  readonly #listPrice = words();
  readonly #popularity = bytes();
  readonly #addedDay = shorts();
  readonly #flags = bytes();
  readonly #rating = bytes();
  readonly #colour = shorts();
  readonly category = shorts();
  readonly brand = shorts();

  get names(): Omit<ItemsFile, 'items'> {
    return { categories: this.#categories.tree(), brands: this.#brands.names() };
  }

  add(item: PackItem): void {
    this.#price.push(item.price);
    this.#listPrice.push(item.listPrice);
    this.category.push(this.#categories.numberOf(item.category));
    this.brand.push(this.#brands.numberOf(item.brand));
    this.#popularity.push(item.popularity);
    this.#addedDay.push(item.addedDay);
    this.#flags.push(item.inStock ? ITEM_IN_STOCK : 0);
    this.#rating.push(Math.round(item.rating * 50));
    this.#colour.push(item.colour);
  }

  /**
   * @param order for each place of the pack the number of adding
   * @param instead columns that replace the collected ones, in the order of adding
   */
  ordered(
    order: Uint32Array,
    instead: { readonly popularity?: Uint8Array; readonly colour?: Uint16Array },
  ): ItemColumns {
    const { popularity, colour } = instead;
    return {
      size: order.length,
      price: this.#price.ordered(order),
      listPrice: this.#listPrice.ordered(order),
      category: this.category.ordered(order),
      brand: this.brand.ordered(order),
      popularity:
        popularity === undefined
          ? this.#popularity.ordered(order)
          : Uint8Array.from(order, (added) => popularity[added] ?? 0),
      addedDay: this.#addedDay.ordered(order),
      flags: this.#flags.ordered(order),
      rating: this.#rating.ordered(order),
      colour:
        colour === undefined
          ? this.#colour.ordered(order)
          : Uint16Array.from(order, (added) => colour[added] ?? 0),
    };
  }
}
