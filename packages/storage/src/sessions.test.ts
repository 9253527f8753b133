import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SESSION_GAP_MS, splitSessions } from './sessions.ts';
import type { ShopEvent } from '@sotto/core';

const at = (time: number): ShopEvent => ({ kind: 'view', item: 'p', at: time, source: 'api' });

test('finds no visit where nothing happened', () => {
  expect(splitSessions([])).toEqual([]);
});

test('takes a pause of half an hour as the same visit, and a longer one as the next', () => {
  const end = 1000 + SESSION_GAP_MS;
  expect(splitSessions([at(0), at(1000), at(end), at(end + SESSION_GAP_MS + 1)])).toEqual([
    { start: 0, end, events: 3 },
    { start: end + SESSION_GAP_MS + 1, end: end + SESSION_GAP_MS + 1, events: 1 },
  ]);
});

test('follows a gap of its own', () => {
  expect(splitSessions([at(0), at(11), at(12)], 10).map(({ events }) => events)).toEqual([1, 2]);
});

test('does not shorten a visit for an event that comes late', () => {
  expect(splitSessions([at(100), at(50)])).toEqual([{ start: 100, end: 100, events: 2 }]);
});

test('puts each event into one visit, and a gap between any two visits', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e8)), fc.integer({ min: 1, max: 1e7 }), (times, gap) => {
      const sorted = times.sort((a, b) => a - b);
      const sessions = splitSessions(sorted.map(at), gap);
      expect(sessions.reduce((sum, { events }) => sum + events, 0)).toBe(sorted.length);
      for (const [index, { start }] of sessions.entries()) {
        const before = sessions[index - 1];
        if (before !== undefined) expect(start - before.end).toBeGreaterThan(gap);
      }
    }),
  );
});
