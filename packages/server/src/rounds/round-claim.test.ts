import type { Task } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { TASK } from '../fixture.contract.ts';
import { roundClaim } from './round-claim.ts';

const RELAY = {
  kind: 'relay',
  url: 'https://r.example',
  operator: 'R. Elay',
  keyConfig: 'A',
} as const;
const at = (microEpsilon: number, mode: Task['mode']): Task => ({
  ...TASK,
  mode,
  mechanism: { ...TASK.mechanism, microEpsilon },
});

test('promises no more than the mechanism where nobody is trusted', () => {
  expect(roundClaim(at(4_000_000, { kind: 'solo' }), 100_000)).toEqual({
    mode: 'solo',
    unit: 'device and round',
    adjacency: 'substitution',
    microEpsilon: 4_000_000,
  });
});

/** 0.1698 is the exact value; the authors' program puts it between 0.16754 and 0.17279. */
test('promises more through a relay, and names who must not talk to whom', () => {
  const { microEpsilon, amplified } = roundClaim(at(4_000_000, RELAY), 100_000);
  expect(microEpsilon).toBe(4_000_000);
  expect(amplified?.epsilon).toBeCloseTo(0.1698, 3);
  expect(amplified?.delta).toBe(1e-6);
  expect(amplified?.condition).toContain('R. Elay');
});

test('promises of a sum what the noise of one aggregator is enough for', () => {
  const task: Task = {
    ...TASK,
    mechanism: { kind: 'code-book', microEpsilon: 4_000_000, dimension: 64, microClip: 1_000_000 },
    mode: {
      kind: 'split',
      helper: { url: 'https://h.example/', operator: 'H. Elper', key: 'A'.repeat(87) },
      noise: { microEpsilon: 500_000, picoDelta: 10_000 },
    },
  };
  expect(roundClaim(task, 100)).toEqual({
    mode: 'split',
    unit: 'device and round',
    adjacency: 'substitution',
    microEpsilon: 4_000_000,
    amplified: {
      epsilon: 0.5,
      delta: 1e-8,
      condition: 'H. Elper and the shop do not work together',
    },
  });
});

test('promises hardly more where there is no mix', () => {
  expect(roundClaim(at(1_000_000, RELAY), 1).amplified?.epsilon).toBeCloseTo(1, 4);
});
