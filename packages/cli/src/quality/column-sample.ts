import type { Staging } from '../feeds/staging.ts';
import type { ProductField } from './product-fields.ts';

/** What the rows of a column hold, as shares of those that are not empty. */
export interface ColumnSample {
  /** Share of rows that hold anything. */
  readonly filled: number;
  /** Share of different values. */
  readonly distinct: number;
  /** Share with a digit. */
  readonly digits: number;
  /** Share with a letter. */
  readonly letters: number;
  /** Share that looks like an address or path. */
  readonly addresses: number;
}

const SAMPLE_ROWS = 20_000;

/** Samples every column of a staged feed over its first 20,000 rows. */
export async function sampleColumns(
  staging: Staging,
  table: string,
  count: number,
): Promise<ColumnSample[]> {
  if (count === 0) return [];
  const parts = Array.from({ length: count }, (_, at) => {
    const value = `nullif(trim(c${at}), '')`;
    return `count(${value}), approx_count_distinct(${value}), count(*) FILTER (regexp_matches(c${at}, '[0-9]')),
      count(*) FILTER (regexp_matches(c${at}, '\\p{L}')), count(*) FILTER (regexp_matches(c${at}, '^(https?:)?/|\\.\\w{2,5}$'))`;
  });
  const [row = []] = await staging.rows(
    `SELECT count(*), ${parts.join(', ')} FROM (SELECT * FROM ${table} LIMIT ${SAMPLE_ROWS})`,
  );
  const [total = 0, ...counts] = row.map(Number);
  return Array.from({ length: count }, (_, at) => {
    const [filled = 0, distinct = 0, digits = 0, letters = 0, addresses = 0] = counts.slice(at * 5);
    const share = (part: number) => (filled === 0 ? 0 : part / filled);
    return {
      filled: total === 0 ? 0 : filled / total,
      distinct: Math.min(1, share(distinct)),
      digits: share(digits),
      letters: share(letters),
      addresses: share(addresses),
    };
  });
}

/** Whether a column with this content can carry a field. An empty column can't. */
export function plausible(field: ProductField, sample: ColumnSample | undefined): boolean {
  if (sample === undefined || sample.filled === 0) return false;
  switch (field) {
    case 'id':
      return sample.filled > 0.5;
    case 'title':
      return sample.letters > 0.3 && sample.filled > 0.5;
    case 'price':
    case 'salePrice':
      return sample.digits > 0.5;
    case 'listPrice':
      return sample.digits > 0;
    case 'url':
    case 'image':
      return sample.addresses > 0.3;
    case 'added':
      return sample.digits > 0.5;
    case 'category':
    case 'brand':
      return sample.letters > 0.2;
    default:
      return true;
  }
}
