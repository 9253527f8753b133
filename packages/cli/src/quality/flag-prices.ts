import type { Staging } from '../feeds/staging.ts';
import { STEP_SEPARATOR } from './category-path.ts';
import type { IssueLog } from './issues.ts';

/** Fewest products of a category for its prices to say anything. */
const FEWEST = 12;
/** Robust standard deviations from the median; 1.4826 · MAD estimates one (Rousseeuw, Croux 1993). */
const DEVIATIONS = 5;
/** And at least this factor away, so that a category of one price has no outliers. */
const FACTOR = 5;

const OUTLIERS = `WITH stats AS (
    SELECT final_category, median(ln(price)) AS middle, mad(ln(price)) AS spread FROM kept
    WHERE price > 0 GROUP BY final_category HAVING count(*) >= ${FEWEST})
  SELECT feed, place, id, title, price, exp(middle) AS usual, final_category,
    abs(ln(price) - middle) AS distance
  FROM kept JOIN stats USING (final_category)
  WHERE price > 0 AND abs(ln(price) - middle) > greatest(${DEVIATIONS} * 1.4826 * spread, ln(${FACTOR}))`;

/** Writes a price in minor units for a person. */
export type PriceText = (minor: number) => string;

/**
 * Notes prices far from those of their category: more than five robust standard deviations of the
 * logarithm, and five times, away from the median. They are kept; the worst come first.
 */
export async function flagPrices(
  staging: Staging,
  issues: IssueLog,
  feeds: readonly string[],
  priceText: PriceText,
): Promise<void> {
  for await (const rows of staging.stream(`${OUTLIERS} ORDER BY distance DESC`))
    for (const [feed, place, id, title, price, usual, category] of rows) {
      const where = String(category).split(STEP_SEPARATOR).at(-1) || 'products without category';
      issues.note('price-outlier', {
        feed: feeds[Number(feed)] ?? '',
        place: String(place),
        id: String(id),
        title: String(title),
        detail: `${priceText(Number(price))}; half of ${where} cost less than ${priceText(Math.round(Number(usual)))}`,
      });
    }
}
