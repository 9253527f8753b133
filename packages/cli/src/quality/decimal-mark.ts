import type { Staging } from '../feeds/staging.ts';

/** What parts whole from fraction in a column's numbers. */
export type DecimalMark = '.' | ',';

/** Patterns over the digits and marks of a number, and which mark each speaks for. */
const EVIDENCE: readonly { readonly pattern: string; readonly mark: DecimalMark }[] = [
  // 12,5 · 1234,50 · 1.234,50: a comma that can't part thousands
  { pattern: String.raw`,\d{1,2}$|,\d{4,}$|\.\d{3},\d+$|^\d{4,},\d+$|^0,\d+$`, mark: ',' },
  { pattern: String.raw`\.\d{1,2}$|\.\d{4,}$|,\d{3}\.\d+$|^\d{4,}\.\d+$|^0\.\d+$`, mark: '.' },
  // 1.234.567: points part thousands, so a comma would part the fraction
  { pattern: String.raw`\d\.\d{3}\.\d{3}`, mark: ',' },
  { pattern: String.raw`\d,\d{3},\d{3}`, mark: '.' },
];

/**
 * Decides a column's decimal mark from all of its rows: the mark that more numbers can only be read
 * with. Where every number can be read both ways, as `2,375`, marks part thousands.
 */
export async function decimalMarkOf(
  staging: Staging,
  table: string,
  column: number,
): Promise<DecimalMark> {
  const number = String.raw`regexp_extract(c${column}, '\d[\d.,]*\d')`;
  const counts = EVIDENCE.map(
    ({ pattern }) => `count(*) FILTER (regexp_matches(number, '${pattern}'))`,
  );
  const rows = await staging.rows(`SELECT ${counts.join(', ')},
      count(*) FILTER (regexp_matches(number, '^\\d{1,3},\\d{3}$')),
      count(*) FILTER (regexp_matches(number, '^\\d{1,3}\\.\\d{3}$'))
    FROM (SELECT ${number} AS number FROM ${table})`);
  const [
    comma = 0,
    point = 0,
    pointGroups = 0,
    commaGroups = 0,
    thousandComma = 0,
    thousandPoint = 0,
  ] = (rows[0] ?? []).map(Number);
  const forComma = comma + pointGroups;
  const forPoint = point + commaGroups;
  if (forComma !== forPoint) return forComma > forPoint ? ',' : '.';
  return thousandPoint > thousandComma ? ',' : '.';
}
