import { expect, test } from 'vitest';
import type { Task } from '@sotto/protocol';
import { TASK } from '../fixture.contract.ts';
import { roundClaim } from './round-claim.ts';

const RELAY: Task = {
  ...TASK,
  mode: { kind: 'relay', url: 'https://relay.example/', operator: 'R', keyConfig: 'x' },
};

test('a round of reports that came straight promises what each of them does', () => {
  expect(roundClaim(TASK, 1_000)).toEqual({
    mode: 'solo',
    unit: 'device and round',
    adjacency: 'substitution',
    microEpsilon: 2_000_000,
  });
});

test('a round of relayed reports promises more, the more there are, on a condition', () => {
  const { amplified } = roundClaim(RELAY, 10_000);
  expect(amplified).toMatchObject({ delta: 1e-6 });
  expect(amplified?.condition).toContain('R and the shop do not work together');
  expect(amplified?.epsilon).toBeLessThan(0.5);
  expect(roundClaim(RELAY, 5).amplified?.epsilon).toBeGreaterThan(1);
  expect(roundClaim(RELAY, 5).microEpsilon).toBe(2_000_000);
});
