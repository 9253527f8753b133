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

test('promises hardly more where there is no mix', () => {
  expect(roundClaim(at(1_000_000, RELAY), 1).amplified?.epsilon).toBeCloseTo(1, 4);
});
