import { ITEM_IN_STOCK, type CategoryTree, type ItemColumns, type ItemVectors } from '@sotto/core';
import type { PackItem } from '@sotto/catalog';
import { TermIndexBuilder, type RankingCatalog } from '@sotto/ranking';

/** The catalog that a device would have of these products, in their order, without neighbours. */
export function rankingCatalog(items: readonly PackItem[]): RankingCatalog {
  const { tree, numbers } = categoriesOf(items);
  const brands = ['', ...new Set(items.map(({ brand }) => brand).filter(Boolean))];
  const attributeLines = items.map(({ attributes }) =>
    Object.entries(attributes)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  );
  const terms = new TermIndexBuilder();
  for (const [at, { title }] of items.entries()) terms.add(title, attributeLines[at]);
  return {
    items: columnsOf(items, numbers, brands),
    categories: tree,
    brands,
    titles: { size: items.length, at: (index) => items[index]?.title ?? '' },
    attributes: { size: items.length, at: (index) => attributeLines[index] ?? '' },
    terms: terms.finish(),
    vectors: vectorsOf(items),
  };
}

/** Vectors of products from the words of their titles, each word a direction by its characters. */
function vectorsOf(items: readonly PackItem[]): ItemVectors {
  const codes = new Int8Array(items.length * DIMENSIONS);
  const scale = new Float32Array(items.length);
  for (const [at, { title }] of items.entries()) {
    const own = codes.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);
    for (const word of title.split(' ')) {
      const hash = Array.from(word).reduce(
        (sum, each) => (31 * sum + each.charCodeAt(0)) % 9973,
        7,
      );
      own.forEach((code, i) => (own[i] = code + (((hash >> i) & 1) === 1 ? 1 : -1)));
    }
    const square = own.reduce((sum, code) => sum + code * code, 0);
    scale[at] = square === 0 ? 0 : 1 / Math.sqrt(square);
  }
  return { dimensions: DIMENSIONS, codes, scale };
}

const DIMENSIONS = 12;

function columnsOf(
  items: readonly PackItem[],
  category: Uint16Array,
  brands: readonly string[],
): ItemColumns {
  return {
    size: items.length,
    category,
    price: Uint32Array.from(items, ({ price }) => price),
    listPrice: Uint32Array.from(items, ({ listPrice }) => listPrice),
    brand: Uint16Array.from(items, ({ brand }) => Math.max(0, brands.indexOf(brand))),
    popularity: Uint8Array.from(items, ({ popularity }) => popularity),
    addedDay: Uint16Array.from(items, ({ addedDay }) => addedDay),
    flags: Uint8Array.from(items, ({ inStock }) => (inStock ? ITEM_IN_STOCK : 0)),
    rating: Uint8Array.from(items, ({ rating }) => Math.round(rating * 50)),
    colour: Uint16Array.from(items, ({ colour }) => colour),
  };
}

function categoriesOf(items: readonly PackItem[]): { tree: CategoryTree; numbers: Uint16Array } {
  const names = [''];
  const parent = [0];
  const known = new Map<string, number>();
  const numbers = Uint16Array.from(items, ({ category }) => {
    let at = 0;
    for (const step of category) {
      const key = `${at}/${step}`;
      let found = known.get(key);
      if (found === undefined) {
        found = names.push(step) - 1;
        parent.push(at);
        known.set(key, found);
      }
      at = found;
    }
    return at;
  });
  return { tree: { names, parent: Uint16Array.from(parent) }, numbers };
}
