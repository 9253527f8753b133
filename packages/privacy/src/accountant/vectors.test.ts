import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import vectors from './vectors.json' with { type: 'json' };

/*
 * Published vectors that are not here, because nothing here computes what they are of: subsampled Gaussian
 * training (its Rényi curves, Opacus, smallest sigma of a sample), DP-FTRL trees, sample and threshold,
 * symmetric RAPPOR, privacy loss distributions, rounding to a lattice, truncated noise, noise from a named
 * extendable output function, Prio3. Those of the code book and of the audit stand beside their tests.
 */

const tests = [
  'gaussian',
  'zcdp',
  'pure',
  'renyi',
  'shuffle',
  'discrete',
  '../mechanisms/discrete-gaussian/discrete-gaussian',
  '../mechanisms/discrete-laplace/discrete-laplace',
].map((name) => readFileSync(new URL(`./${name}.test.ts`, import.meta.url), 'utf8'));

test.each(Object.keys(vectors))('holds %s against a test', (name) => {
  expect(tests.some((text) => text.includes(`vectors.${name}.values`))).toBe(true);
});

test.each(Object.entries(vectors))('names the source of %s', (_, { source, values }) => {
  expect(source).not.toBe('');
  if (source === 'of each')
    expect(values.every((value) => 'source' in value && value.source !== '')).toBe(true);
});
