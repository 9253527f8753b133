import type { Staging } from '../feeds/staging.ts';
import { MERGE_RULES, type MergeRule } from './issues.ts';

/** `all` applies every rule, `ids` only the one of the same id. */
export type MergeMode = 'all' | 'ids';

/** Rows that stand for a product after merging: their numbers, and hashes of what rules compare. */
const ALIVE = 'alive';
/** Which row went into which, by which rule. */
const MERGES = 'merges';

/** What makes rows one product under each rule; NULL leaves a row alone. In the order of application. */
const KEYS: Readonly<Record<MergeRule, string>> = {
  variant: `CASE WHEN grp <> '' THEN hash(grp) END`,
  'same-id': 'hash(id)',
  duplicate: `CASE WHEN price > 0 THEN hash(name, brand, price, attributes) END`,
  'variant-by-name': `CASE WHEN colour <> '' OR size <> '' THEN hash(name, brand, category, other) END`,
};

const SOURCE = `(SELECT number, in_stock, price, id, grp, category, attributes,
    lower(title) AS name, lower(brand) AS brand,
    coalesce(json_extract_string(attributes, '$.colour'), '') AS colour,
    coalesce(json_extract_string(attributes, '$.size'), '') AS size,
    coalesce(json_extract_string(attributes, '$.description'), '') AS other
  FROM clean)`;

const columnOf = (rule: MergeRule): string => `key_${rule.replaceAll('-', '_')}`;

/** How many rows of a row's id have its name, how many its price too, and how odd the price is. */
const USUAL = `count(*) OVER (PARTITION BY key_same_id, name) AS named,
  count(*) OVER (PARTITION BY key_same_id, name, price) AS priced,
  abs(price - median(price) OVER (PARTITION BY key_same_id, name)) AS odd`;

const BEST_FIRST = 'in_stock DESC, has_category DESC, named DESC, priced DESC, odd, number';

async function applyRule(staging: Staging, rule: MergeRule): Promise<number> {
  const key = columnOf(rule);
  // Of rows of one id, as an order history has them, the usual name and price stay, not chance ones.
  const usual = rule === 'same-id' ? USUAL : '0 AS named, 0 AS priced, 0 AS odd';
  await staging.run(`INSERT INTO ${MERGES} SELECT number, keeper, '${rule}' FROM (
      SELECT number, first_value(number) OVER (PARTITION BY ${key} ORDER BY ${BEST_FIRST}) AS keeper
      FROM (SELECT *, ${usual} FROM ${ALIVE} WHERE ${key} IN
        (SELECT ${key} FROM ${ALIVE} WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1)))
    WHERE number <> keeper`);
  const sql = `SELECT count(*) FROM ${MERGES} WHERE rule = '${rule}'`;
  const count = await staging.number(sql);
  if (count > 0)
    await staging.run(
      `DELETE FROM ${ALIVE} WHERE number IN (SELECT number FROM ${MERGES} WHERE rule = '${rule}')`,
    );
  return count;
}

/**
 * Merges clean rows into products, rule after rule:
 *
 * 1. `variant`: rows of one group (Google's `item_group_id`, Shopify's variants);
 * 2. `same-id`: rows of one id, as in feeds that repeat a product for each of its categories;
 * 3. `duplicate`: same name, brand, price and attributes under different ids;
 * 4. `variant-by-name`: same name, brand, category and description, with a colour or size each.
 *
 * Of the rows that are one, the first that is in stock and has a category stays as it is; in stock comes
 * before the category. Of rows of one id it is one with the most frequent name and, among those, price;
 * of prices that are equally frequent the one next to the median.
 *
 * @returns how many rows went into another, by rule
 */
export async function mergeRows(
  staging: Staging,
  mode: MergeMode,
): Promise<Readonly<Record<MergeRule, number>>> {
  const rules = Object.keys(KEYS) as MergeRule[];
  const keys = rules.map((rule) => `${KEYS[rule]} AS ${columnOf(rule)}`);
  await staging.run(
    `CREATE OR REPLACE TABLE ${ALIVE} AS SELECT number, in_stock, category <> '' AS has_category,
      hash(name) AS name, price, ${keys.join(', ')} FROM ${SOURCE}`,
  );
  await staging.run(
    `CREATE OR REPLACE TABLE ${MERGES} (number BIGINT, into_number BIGINT, rule VARCHAR)`,
  );
  const counts = Object.fromEntries(Object.keys(MERGE_RULES).map((rule) => [rule, 0]));
  for (const rule of rules)
    if (mode === 'all' || rule === 'same-id') counts[rule] = await applyRule(staging, rule);
  return counts as Record<MergeRule, number>;
}
