/** From here on the series below is exact to the last digits of a double. */
const SERIES_FROM = 15;

/**
 * ln Gamma(x) for x > 0, within 1e-14 of itself or of 1.
 *
 * Source: Abramowitz and Stegun (1964), 6.1.15 and 6.1.41.
 */
export function logGamma(x: number): number {
  let product = 1;
  let at = x;
  // Stryker disable next-line EqualityOperator: from there on one step more changes no digit.
  for (; at < SERIES_FROM; at += 1) product *= at;
  const square = 1 / (at * at);
  const series =
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / at;
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}
