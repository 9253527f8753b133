import { expect, test } from 'vitest';
import { binomialTail, logBinomial } from './binomial.ts';

/** From mpmath with 60 digits. */
test.each([
  [0, 5, 0.25, -1.4384103622589046],
  [5, 5, 0.25, -6.9314718055994531],
  [2, 5, 0.25, -1.3330498466010783],
  [16, 40, 0.5, -2.8618370118334089],
  [500_000, 1_000_000, 0.5, -7.133546881626864],
  [400, 1_000_000, 0.0003, -18.992509748008839],
  [1, 100, 0.9, -223.4561145360803],
])('gives the log of the chance of %s of %s at %s', (k, n, p, log) => {
  expect(logBinomial(k, n, p, 1 - p)).toBeCloseTo(log, 12);
});

test('gives no chance to fewer than none and more than all', () => {
  expect([-1, 6].map((k) => logBinomial(k, 5, 0.25, 0.75))).toEqual([-Infinity, -Infinity]);
});

test('keeps its digits where the complement of a chance is given apart', () => {
  const small = 1e-12;
  expect(logBinomial(0, 1e9, small, 1 - small) / -1e-3).toBeCloseTo(1, 9);
  expect(logBinomial(1e9, 1e9, 1 - small, small) / -1e-3).toBeCloseTo(1, 9);
  expect(logBinomial(0, 7, 1 - small, small)).toBeCloseTo(7 * Math.log(small), 12);
  expect(logBinomial(7, 7, small, 1 - small)).toBeCloseTo(7 * Math.log(small), 12);
});

/** From mpmath with 60 digits. */
test.each([
  [2, 10, 0.3, 0.8506916541],
  [3, 10, 0.3, 0.6172172136],
  [80, 200, 0.25, 2.225188374778504e-6],
  [10, 10, 0.5, 0.0009765625],
  [60, 1000, 0.03125, 2.076355785015247e-6],
])('gives the chance of at least %s of %s at %s', (k, n, p, tail) => {
  expect(binomialTail(k, n, p) / tail).toBeCloseTo(1, 11);
});

test('is certain of none or more and rules out more than all', () => {
  expect(binomialTail(0, 10, 0.3)).toBeCloseTo(1, 12);
  expect(binomialTail(-1, 10, 0.3)).toBeCloseTo(1, 12);
  expect(binomialTail(0, 1_000_000, 0.5)).toBe(1);
  expect(binomialTail(11, 10, 0.5)).toBe(0);
});
