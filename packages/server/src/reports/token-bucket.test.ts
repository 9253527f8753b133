import { MAX_BATCH } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { tokenBucket } from './token-bucket.ts';

test('takes ten seconds’ worth at once, then as many a second, whatever the clock does', () => {
  const clock = { time: 5_000, now: () => clock.time };
  const take = tokenBucket(1_000, clock);
  expect(take(6_000)).toBe(true);
  expect(take(4_001)).toBe(false);
  expect(take(4_000)).toBe(true);
  expect(take(1)).toBe(false);
  clock.time += 500;
  expect(take(501)).toBe(false);
  expect(take(500)).toBe(true);
  clock.time -= 3_600_000;
  expect(take(1)).toBe(false);
  clock.time += 1_000;
  expect(take(1_000)).toBe(true);
  clock.time += 3_600_000;
  expect(take(10_001)).toBe(false);
  expect(take(10_000)).toBe(true);
});

test('lets a full message in, however slow it is set', () => {
  const take = tokenBucket(1, { now: () => 0 });
  expect(take(MAX_BATCH)).toBe(true);
  expect(take(1)).toBe(false);
});
