/** How fast attention falls along a list: examination = rank^−EXPONENT. */
const EXPONENT = 0.5;

/** Rank from which on attention falls no further, so that no example counts more than 3.2 others. */
const LAST_RANK = 10;

/**
 * The chance that a product at a place of a list was looked at, against one at the first place: 1 / √rank
 * down to the tenth. A choice counts 1 over this, for there were others at that place that were not looked
 * at. The curve is flatter than 1 / rank of results pages: an impression is recorded only once half of the
 * product's card was on the screen.
 *
 * Source: Joachims, Swaminathan, Schnabel, "Unbiased learning-to-rank with biased feedback" (WSDM 2017),
 * whose propensities are (1 / rank)^η, clipped.
 *
 * @param rank 1 for the first
 */
export const examination = (rank: number): number =>
  Math.max(1, Math.min(LAST_RANK, rank)) ** -EXPONENT;
