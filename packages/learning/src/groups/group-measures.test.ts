import { seededRng, type EventKind } from '@sotto/core';
import type { Interaction } from '@sotto/ranking';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupCovisits, groupPopularity, groupsOfPairs, isGroupCount } from './group-measures.ts';

const week = (items: readonly number[], kind: EventKind = 'view'): Interaction[] =>
  items.map((item, at) => ({ item, kind, at }));

const GROUPS = { count: 3, of: Uint16Array.of(0, 1, 2, 1) };

/** How often each answer comes in 3,000 draws. */
function answers(draw: () => number | null): Map<number | null, number> {
  const found = new Map<number | null, number>();
  for (let done = 0; done < 3_000; done += 1) {
    const answer = draw();
    found.set(answer, (found.get(answer) ?? 0) + 1);
  }
  return found;
}

/** Fixed seed; six standard deviations. */
const about = (share: number) => (count: number | undefined) =>
  Math.abs((count ?? 0) - 3_000 * share) < 6 * Math.sqrt(3_000 * share * (1 - share));

test('tells the group of each product of the week as likely, however often it was seen', () => {
  const rng = seededRng(1);
  const own = week([0, 0, 0, 0, 1, 2, 3, 0]);
  const found = answers(() => groupPopularity(own, GROUPS, rng));
  expect(found.get(0)).toSatisfy(about(1 / 4));
  expect(found.get(1)).toSatisfy(about(1 / 2));
  expect(found.get(2)).toSatisfy(about(1 / 4));
});

test('tells each step from one product to another as likely', () => {
  const rng = seededRng(2);
  const own = week([0, 1, 1, 3, 0, 1]);
  const found = answers(() => groupCovisits(own, GROUPS, rng));
  // Steps 0 to 1 twice, 1 to 3 and 3 to 0.
  expect(found.get(1)).toSatisfy(about(1 / 2));
  expect(found.get(3 + 1)).toSatisfy(about(1 / 4));
  expect(found.get(3)).toSatisfy(about(1 / 4));
});

test.each<[string, Interaction[]]>([
  ['an empty week', []],
  ['a week of lists that were only seen', week([0, 1], 'impression')],
  ['a week of what was taken out of the basket again', week([0, 1], 'uncart')],
])('has nothing to tell of %s', (_, own) => {
  expect(groupPopularity(own, GROUPS, seededRng(1))).toBeNull();
  expect(groupCovisits(own, GROUPS, seededRng(1))).toBeNull();
});

test('has no step to tell of where one product was seen, or groups are too many for pairs', () => {
  expect(groupCovisits(week([2, 2]), GROUPS, seededRng(1))).toBeNull();
  const many = { count: 448, of: GROUPS.of };
  expect(groupCovisits(week([0, 1]), many, seededRng(1))).toBeNull();
});

test('tells numbers of the alphabet alone, and of things that happened', () => {
  const items = fc.array(fc.nat({ max: 3 }), { maxLength: 12 });
  fc.assert(
    fc.property(items, fc.integer(), (own, seed) => {
      const group = groupPopularity(week(own), GROUPS, seededRng(seed));
      expect(
        group === null ? own.length === 0 : own.some((item) => GROUPS.of[item] === group),
      ).toBe(true);
      const pair = groupCovisits(week(own), GROUPS, seededRng(seed));
      const steps = own.slice(1).map((to, at) => [own[at]!, to] as const);
      const different = steps.filter(([from, to]) => from !== to);
      const codes = different.map(([from, to]) => GROUPS.of[from]! * 3 + GROUPS.of[to]!);
      expect(pair === null ? codes.length === 0 : codes.includes(pair)).toBe(true);
    }),
    { seed: 1 },
  );
});

test('knows the alphabets that fit', () => {
  expect([1, 2, 1_024, 1_025].map(isGroupCount)).toEqual([false, true, true, false]);
  const pairs = [1, 4, 5, 199_809, 200_704, 2].map(groupsOfPairs);
  expect(pairs).toEqual([undefined, 2, undefined, 447, undefined, undefined]);
});
