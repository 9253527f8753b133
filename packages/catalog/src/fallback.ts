import { corrupt } from './corrupt.ts';

/** One product as the page shows it where no worker can run. */
export interface FallbackItem {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** Major units; absent where unknown. */
  readonly price?: number;
  readonly listPrice?: number;
  readonly brand: string;
  /** Category path from the top. */
  readonly category: readonly string[];
  /** `#rrggbb` */
  readonly colour?: string;
}

/** The file `fallback`: the best of the shop, for pages on which no worker can run. JSON. */
export interface FallbackFile {
  /** ISO 4217. */
  readonly currency: string;
  readonly items: readonly FallbackItem[];
  /** Indexes into `items`, the best first. */
  readonly best: readonly number[];
  /** The same by category path, its steps joined by ` > `. */
  readonly byCategory: Readonly<Record<string, readonly number[]>>;
}

/** Writes the file `fallback`. */
export function encodeFallback(file: FallbackFile): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(file));
}

/** Reads the file `fallback`. @throws pack/corrupt */
export function decodeFallback(bytes: Uint8Array): FallbackFile {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw corrupt('its fallback list is not JSON', error);
  }
  if (!isFallback(value)) throw corrupt('its fallback list');
  return value;
}

function isFallback(value: unknown): value is FallbackFile {
  if (typeof value !== 'object' || value === null) return false;
  const { currency, items, best, byCategory } = value as Partial<Record<string, unknown>>;
  if (typeof currency !== 'string' || !Array.isArray(items) || !items.every(isItem)) return false;
  const isList = (list: unknown): boolean =>
    Array.isArray(list) &&
    list.every((each) => Number.isInteger(each) && items[each as number] !== undefined);
  return (
    isList(best) &&
    typeof byCategory === 'object' &&
    byCategory !== null &&
    Object.values(byCategory).every((list) => isList(list))
  );
}

function isItem(value: unknown): value is FallbackItem {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, url, brand, category, price, listPrice, colour } = value as Partial<
    Record<string, unknown>
  >;
  return (
    [id, title, url, brand].every((each) => typeof each === 'string') &&
    Array.isArray(category) &&
    category.every((step) => typeof step === 'string') &&
    [price, listPrice].every((each) => each === undefined || typeof each === 'number') &&
    (colour === undefined || (typeof colour === 'string' && /^#[0-9a-f]{6}$/.test(colour)))
  );
}
