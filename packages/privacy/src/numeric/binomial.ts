/** Up to here the error of Stirling's formula is taken from the factorial itself. */
const SMALL = 15;

/** log(n!) - log(sqrt(2 pi n) (n/e)^n), for whole n >= 1. */
function stirlingError(n: number): number {
  // Stryker disable next-line EqualityOperator: there both ways give the same 13 digits.
  if (n > SMALL) {
    const square = n * n;
    return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / n;
  }
  let factorial = 1;
  for (let i = 2; i <= n; i += 1) factorial *= i;
  return Math.log(factorial) - ((n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2);
}

/** x log(x / mean) + mean - x, without cancellation where x is close to the mean. */
function deviance(x: number, mean: number): number {
  const ratio = (x - mean) / (x + mean);
  // Stryker disable next-line EqualityOperator: there both ways give the same 13 digits.
  if (Math.abs(ratio) >= 0.1) return x * Math.log(x / mean) + mean - x;
  const square = ratio * ratio;
  let sum = (x - mean) * ratio;
  let term = 2 * x * ratio;
  for (let i = 3; ; i += 2) {
    term *= square;
    const next = sum + term / i;
    if (next === sum) return sum;
    sum = next;
  }
}

/** log(q) where p + q = 1, from the smaller of the two, which has more digits. */
function logComplement(p: number, q: number): number {
  // Stryker disable next-line EqualityOperator: of two halves either gives the same.
  return p < q ? Math.log1p(-p) : Math.log(q);
}

/**
 * log P(X = k) of X binomial over n draws, within 1e-13.
 *
 * @param k a whole number; outside of 0 to n the chance is 0, and its logarithm -Infinity
 * @param p chance of one draw, strictly between 0 and 1, and `q` = 1 - p
 *
 * Source: Loader, "Fast and accurate computation of binomial probabilities" (2000).
 */
export function logBinomial(k: number, n: number, p: number, q: number): number {
  if (k < 0 || k > n) return -Infinity;
  if (k === 0) return n * logComplement(p, q);
  if (k === n) return n * logComplement(q, p);
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * q) -
    Math.log((2 * Math.PI * k * (n - k)) / n) / 2
  );
}

/** P(X >= k) of X binomial over n draws: a sum of positive terms, of whichever side of the mean is shorter. */
export function binomialTail(k: number, n: number, p: number): number {
  // Stryker disable next-line EqualityOperator: at the mean itself either side gives the same digits.
  if (k <= n * p) return 1 - binomialTail(n - k + 1, n, 1 - p);
  let term = Math.exp(logBinomial(k, n, p, 1 - p));
  let sum = 0;
  for (let x = k; ; x += 1) {
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
    term *= ((n - x) * p) / ((x + 1) * (1 - p));
  }
}
