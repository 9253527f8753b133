import { expect, test } from 'vitest';
import { estimateCount, type Support, type SupportRates } from './score-interval.ts';

const Z = 1.959963984540054;

/** Mean and variance of the support when so many hold the value, from the law. */
function law({ truth, other }: SupportRates, { reports, extraVariance }: Support, count: number) {
  const rest = reports - count;
  return {
    mean: count * truth + rest * other,
    variance: count * truth * (1 - truth) + rest * other * (1 - other) + extraVariance,
  };
}

test.each([
  [0.7, 0.1, 1000, 300, 0],
  [0.7, 0.1, 1000, 300, 50],
  [0.9, 0.5, 200, 140, 7],
  [0.5, 0.01, 60, 20, 0],
])(
  'estimates by the mean of its law, and bounds by its score test (%s, %s, %s, %s, %s)',
  (truth, other, reports, supporting, extraVariance) => {
    const rates = { truth, other };
    const support = { reports, supporting, extraVariance };
    const { count, standardError, low, high } = estimateCount(rates, support, Z);
    const at = law(rates, support, count);
    expect(at.mean).toBeCloseTo(supporting, 9);
    expect(standardError).toBeCloseTo(Math.sqrt(at.variance) / (truth - other), 9);
    const [below, above] = [law(rates, support, low), law(rates, support, high)];
    expect(below.mean + Z * Math.sqrt(below.variance)).toBeCloseTo(supporting - 0.5, 9);
    expect(above.mean - Z * Math.sqrt(above.variance)).toBeCloseTo(supporting + 0.5, 9);
    expect([0, low, count, high, reports].toSorted((a, b) => a - b)).toEqual([
      0,
      low,
      count,
      high,
      reports,
    ]);
  },
);

test('takes the variance of none where fewer than none are estimated, and that of all beyond all', () => {
  const rates = { truth: 0.7, other: 0.2 };
  const none = { reports: 100, supporting: 10, extraVariance: 3 };
  expect(estimateCount(rates, none, Z).count).toBeCloseTo(-20, 12);
  expect(estimateCount(rates, none, Z).standardError).toBeCloseTo(Math.sqrt(19) / 0.5, 12);
  const all = { reports: 100, supporting: 80, extraVariance: 3 };
  expect(estimateCount(rates, all, Z).count).toBeCloseTo(120, 12);
  expect(estimateCount(rates, all, Z).standardError).toBeCloseTo(Math.sqrt(24) / 0.5, 12);
});

test('ends the interval at none and at all', () => {
  const rates = { truth: 0.7, other: 0.2 };
  const none = { reports: 100, supporting: 5, extraVariance: 0 };
  expect(estimateCount(rates, none, Z)).toMatchObject({ low: 0, high: 0 });
  const all = { reports: 100, supporting: 95, extraVariance: 0 };
  expect(estimateCount(rates, all, Z)).toMatchObject({ low: 100, high: 100 });
});

test('ends at all where no count could lead to so much support', () => {
  const support = { reports: 10, supporting: 10, extraVariance: 0 };
  expect(estimateCount({ truth: 0.99, other: 0.5 }, support, 1).high).toBe(10);
});
