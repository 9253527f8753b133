import type { StagedFeed } from '../feeds/read-feed.ts';
import type { Staging } from '../feeds/staging.ts';
import type { ColumnMapping, MappingWish } from './map-columns.ts';

/** A name stands for this many products or more before it is thought too short. */
const PRODUCTS_A_NAME = 2;
/** By how much the second column must tell more products apart. */
const GAIN = 1.5;
/** Longer texts are descriptions, not names. */
const MAX_LENGTH = 60;
/** Share of rows that have the second column. */
const FILLED = 0.5;

const text = (column: number): string => `lower(trim(c${column}))`;

/**
 * Joins the title with the short description where titles alone don't tell products apart, as in shops
 * that name whole series alike: `HOLMA` and `Armchair` become `HOLMA Armchair`. Nothing is joined that
 * the caller mapped himself.
 *
 * @returns the mapping with both columns for the title, or `undefined` where titles are well as they are
 */
export async function joinedTitles(
  staging: Staging,
  { table }: StagedFeed,
  mapping: ColumnMapping,
  wishes: readonly MappingWish[],
): Promise<ColumnMapping | undefined> {
  const [title] = mapping.title ?? [];
  const [second] = mapping.description ?? [];
  const [product] = mapping.group ?? mapping.id ?? mapping.url ?? [];
  const isWished = wishes.some(({ field }) => field === 'title' || field === 'description');
  if (isWished || title === undefined || second === undefined || product === undefined)
    return undefined;
  const [row = []] = await staging.rows(`SELECT approx_count_distinct(${text(product)}),
      approx_count_distinct(${text(title)}),
      approx_count_distinct(hash(${text(title)}, ${text(second)})),
      coalesce(median(length(${text(second)})) FILTER (${text(second)} <> ''), 0),
      count(*) FILTER (${text(second)} <> '') / count(*)
    FROM ${table}`);
  const [products = 0, titles = 0, joined = 0, length = 0, filled = 0] = row.map(Number);
  const isRepeated = titles * PRODUCTS_A_NAME <= products;
  const isName = length <= MAX_LENGTH && filled >= FILLED;
  if (!isRepeated || !isName || joined < titles * GAIN) return undefined;
  const { description: _, ...rest } = mapping;
  return { ...rest, title: [title, second] };
}
