import { categoryPath, ITEM_IN_STOCK, type TextColumn } from '@sotto/core';
import { hexColour } from '@sotto/catalog';
import type { Reason, Recommendation } from '@sotto/protocol';
import type { Contribution, RankedItem, RankingCatalog } from '@sotto/ranking';

/** What is needed to turn product numbers into something to show. */
export interface Presentation {
  readonly catalog: RankingCatalog;
  readonly ids: TextColumn;
  readonly titles: TextColumn;
  readonly links: TextColumn;
  /** The shop's own image URLs; only where the owner chose them. */
  readonly imageUrls?: TextColumn;
  /** Digits of the currency's minor unit. */
  readonly digits: number;
}

/** A ranked product, ready to be shown. */
export function present(ranked: RankedItem, from: Presentation): Recommendation {
  const { item } = ranked;
  const { items, categories, brands } = from.catalog;
  const unit = 10 ** from.digits;
  const price = items.price[item] ?? 0;
  const listPrice = items.listPrice[item] ?? 0;
  const rating = items.rating[item] ?? 0;
  const colour = items.colour[item] ?? 0;
  const imageUrl = from.imageUrls?.at(item) ?? '';
  return {
    id: from.ids.at(item),
    title: from.titles.at(item),
    url: from.links.at(item),
    ...(price > 0 ? { price: price / unit } : {}),
    ...(listPrice > 0 ? { listPrice: listPrice / unit } : {}),
    brand: brands[items.brand[item] ?? 0] ?? '',
    category: categoryPath(categories, items.category[item] ?? 0),
    inStock: ((items.flags[item] ?? 0) & ITEM_IN_STOCK) !== 0,
    ...(rating > 0 ? { rating: rating / 50 } : {}),
    ...(colour > 0 ? { colour: hexColour(colour) } : {}),
    ...(imageUrl === '' ? {} : { imageUrl }),
    reasons: reasons(ranked.contributions, from),
  };
}

function reasons(contributions: readonly Contribution[], from: Presentation): Reason[] {
  const positive = contributions.filter(({ value }) => value > 0);
  const total = positive.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) return [{ channel: 'popularity', share: 1 }];
  return positive.map(({ channel, value, because }) => ({
    channel,
    share: value / total,
    ...(because === undefined
      ? {}
      : { because: { id: from.ids.at(because), title: from.titles.at(because) } }),
  }));
}
