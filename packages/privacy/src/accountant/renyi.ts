import type { SupportRates } from '../interval/score-interval.ts';
import { requireParameter } from '../parameter-check.ts';
import { requireDelta, requireEpsilon } from './target.ts';

/** Rényi differential privacy of one order. Epsilons of one order add up over releases. */
export interface RenyiPrivacy {
  /** Above 1; may be infinite, where epsilon is that of pure privacy. */
  readonly order: number;
  readonly epsilon: number;
}

function requireOrder(order: number): void {
  requireParameter(order > 1, 'An order lies above 1.');
}

/**
 * The largest Rényi divergence that a pure release allows, that of randomised response:
 * log(p^a q^(1-a) + q^a p^(1-a)) / (a - 1) with p/q = e^epsilon and p + q = 1.
 *
 * @throws `privacy/parameters`
 *
 * Source: Mironov, "Rényi differential privacy" (CSF 2017), proposition 5; that every pure mechanism is
 * post-processed randomised response: Kairouz, Oh, Viswanath (ICML 2015).
 */
export function pureRenyi(epsilon: number, order: number): RenyiPrivacy {
  requireEpsilon(epsilon);
  requireOrder(order);
  if (order === Infinity) return { order, epsilon };
  const weight = Math.log1p(Math.exp((1 - 2 * order) * epsilon)) - Math.log1p(Math.exp(-epsilon));
  return { order, epsilon: epsilon + weight / (order - 1) };
}

/**
 * The Rényi divergence of k-ary response under substitution:
 * log(p^a q^(1-a) + q^a p^(1-a) + (k - 2) q) / (a - 1), with p for the truth and q for each other value.
 *
 * @param rates p and q, see `kAryRates`
 * @param values k
 * @throws `privacy/parameters`
 */
export function kAryRenyi(
  { truth, other }: SupportRates,
  values: number,
  order: number,
): RenyiPrivacy {
  requireOrder(order);
  requireParameter(
    other > 0 && truth >= other && Number.isInteger(values) && values >= 2,
    'k-ary response has two values or more, and the truth is the likeliest.',
  );
  const ratio = Math.log(truth / other);
  if (order === Infinity) return { order, epsilon: ratio };
  // The largest term, p^a q^(1-a), is taken out.
  const rest = Math.exp((1 - 2 * order) * ratio) + (values - 2) * Math.exp(-order * ratio);
  return { order, epsilon: (order * ratio + Math.log(other) + Math.log1p(rest)) / (order - 1) };
}

/**
 * The smallest epsilon that any of the orders gives at a delta:
 * epsilon_a + log(1 - 1/a) - log(a delta) / (a - 1), and not below 0.
 *
 * @param curve one entry an order, each for all releases together
 * @throws `privacy/parameters`
 *
 * Source: Canonne, Kamath, Steinke, "The discrete Gaussian for differential privacy" (NeurIPS 2020),
 * section 2.3.
 */
export function renyiEpsilon(curve: readonly RenyiPrivacy[], delta: number): number {
  requireDelta(delta);
  requireParameter(curve.length > 0, 'There is one order or more.');
  const epsilons = curve.map(({ order, epsilon }) => {
    requireOrder(order);
    requireEpsilon(epsilon);
    if (order === Infinity) return epsilon;
    return epsilon + Math.log1p(-1 / order) - Math.log(order * delta) / (order - 1);
  });
  return Math.max(0, Math.min(...epsilons));
}
