import { CATEGORY_SEPARATOR, SottoError, type PageContext } from '@sotto/core';
import type { Recommendation, RecommendationList, RecommendRequest } from '@sotto/protocol';

/** The part of the pack's file `fallback` that has been looked at and can be shown. */
export interface FallbackContent {
  readonly currency: string;
  readonly items: readonly Recommendation[];
  readonly best: readonly number[];
  readonly byCategory: Readonly<Record<string, readonly number[]>>;
}

/** A list without products. */
export const emptyList = (request: RecommendRequest): RecommendationList => ({
  items: [],
  strategy: request.strategy,
  personal: false,
  currency: '',
  rankMs: 0,
});

/**
 * Fetches the pack's list for pages without a worker.
 *
 * @throws pack/unreachable, pack/corrupt
 */
export async function fetchFallback(packUrl: string): Promise<FallbackContent> {
  const manifest = (await fetchJson(`${packUrl}manifest.json`)) as {
    files?: { fallback?: { path?: unknown } };
  } | null;
  const path = manifest?.files?.fallback?.path;
  if (typeof path !== 'string' || !/^[\w-]+\.[\w.-]+$/.test(path)) throw corrupt();
  return readFallback(await fetchJson(packUrl + path));
}

/** @throws pack/corrupt */
export function readFallback(value: unknown): FallbackContent {
  if (!isRecord(value) || !Array.isArray(value['items']) || !isRecord(value['byCategory'])) {
    throw corrupt();
  }
  const { currency, items, best, byCategory } = value;
  const isPlace = (place: unknown): place is number =>
    (items as unknown[])[place as number] !== undefined;
  const places = (list: unknown): number[] => (Array.isArray(list) ? list.filter(isPlace) : []);
  return {
    currency: typeof currency === 'string' ? currency : '',
    items: (items as unknown[]).map(readItem),
    best: places(best),
    byCategory: Object.fromEntries(
      Object.entries(byCategory as Record<string, unknown>).map(([path, list]) => [
        path,
        places(list),
      ]),
    ),
  };
}

/** Best of the page's category, or of the shop; what the page is about or the basket holds is left out. */
export function fallbackList(
  { currency, items, best, byCategory }: FallbackContent,
  request: RecommendRequest,
): RecommendationList {
  const ofCategory = request.strategy === 'trending' ? [] : categoryList(byCategory, request.page);
  const strategy = ofCategory.length > 0 ? 'popular-in-category' : 'trending';
  // These two speak of the shopper's own past; other products in them would be a lie.
  const isPast = request.strategy === 'recently-viewed' || request.strategy === 'back-in-view';
  if (isPast || (request.strict === true && request.strategy !== strategy))
    return { ...emptyList(request), currency };
  const left = new Set([request.page.item, ...request.page.basket]);
  const chosen = [...new Set([...ofCategory, ...best])].flatMap((place) => items[place] ?? []);
  return {
    items: chosen.filter(({ id }) => !left.has(id)).slice(0, request.limit),
    strategy,
    personal: false,
    currency,
    rankMs: 0,
  };
}

function categoryList(
  byCategory: FallbackContent['byCategory'],
  { category = '' }: PageContext,
): readonly number[] {
  const path = category.split(CATEGORY_SEPARATOR);
  for (; path.length > 0; path.pop()) {
    const name = path.join(CATEGORY_SEPARATOR);
    if (Object.hasOwn(byCategory, name)) return byCategory[name] ?? [];
  }
  return [];
}

function readItem(value: unknown): Recommendation {
  if (!isRecord(value)) throw corrupt();
  const { id, title, url, brand, category, price, listPrice, colour } = value;
  if (typeof id !== 'string' || typeof title !== 'string' || typeof url !== 'string')
    throw corrupt();
  return {
    id,
    title,
    url,
    brand: typeof brand === 'string' ? brand : '',
    category: Array.isArray(category) ? category.map(String) : [],
    ...(typeof price === 'number' ? { price } : {}),
    ...(typeof listPrice === 'number' ? { listPrice } : {}),
    ...(typeof colour === 'string' ? { colour } : {}),
    inStock: true,
    reasons: [{ channel: 'popularity', share: 1 }],
  };
}

async function fetchJson(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return await response.json();
  } catch (cause) {
    throw new SottoError('pack/unreachable', { origin: 'pack', retry: true, cause });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const corrupt = (): SottoError => new SottoError('pack/corrupt', { origin: 'pack' });
