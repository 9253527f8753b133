import { syntheticShop } from '@sotto/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChannelInput } from '../channel.ts';
import { EMPTY_PROFILE, profileOfItems, type Profile } from '../profile.ts';
import type { GroupLifts, GroupSignals } from '../types.ts';
import { groupsChannel } from './groups.ts';

const { catalog } = syntheticShop();
const { size } = catalog.items;

/** Product i is in group i mod 3. */
const OF = Uint16Array.from({ length: size }, (_, item) => item % 3);
const POPULARITY = Float32Array.of(1, 3, 0);

/** From group 0 shoppers go to group 1 half as often, and to group 2 nine times as often. */
const LIFTS: GroupLifts = {
  offsets: Uint32Array.of(0, 2, 2, 2),
  to: Uint16Array.of(1, 2),
  lift: Float32Array.of(0.5, 9),
};

const input = (groups: GroupSignals, profile: Profile = EMPTY_PROFILE): ChannelInput => ({
  catalog: { ...catalog, groups },
  profile,
  page: { kind: 'home', basket: [] },
  now: 0,
});

function scored(of: ChannelInput): Float32Array {
  const out = new Float32Array(size);
  groupsChannel.score(of, out);
  return out;
}

test('gives a product the popularity of its group, 0.5 for one like any other', () => {
  const out = scored(input({ of: OF, popularity: POPULARITY }));
  expect([...out.subarray(0, 4)]).toEqual([0.5, 0.75, 0, 0.5]);
  expect(groupsChannel.explain(input({ of: OF, popularity: POPULARITY }), 1)).toEqual({
    value: 0.75,
  });
});

test('raises where the history leads, and says which product led there', () => {
  const known = { of: OF, popularity: Float32Array.of(1, 1, 1), lifts: LIFTS };
  const own = input(known, profileOfItems([3]));
  expect([...scored(own).subarray(0, 3)].map((each) => Number(each.toFixed(4)))).toEqual([
    0.5, 0.3333, 0.9,
  ]);
  expect(groupsChannel.explain(own, 2).because).toBe(3);
  expect(groupsChannel.explain(own, 1).because).toBeUndefined();
});

test('of several products the newer counts for more', () => {
  const known = { of: OF, popularity: Float32Array.of(1, 1, 1), lifts: LIFTS };
  const [newer, older] = [
    [0, 1],
    [1, 0],
  ].map((items) => scored(input(known, profileOfItems(items))));
  expect(newer![2]).toBeGreaterThan(older![2]!);
});

test('gives zeros before counts have come', () => {
  const none = { ...input({ of: OF, popularity: POPULARITY }), catalog };
  expect(scored(none)).toEqual(new Float32Array(size));
  expect(groupsChannel.explain(none, 1)).toEqual({ value: 0 });
});

test('gives 0 to 1 and explains what it gave', () => {
  const ratio = fc.float({ min: 0, max: 1_000, noNaN: true });
  const ratios = fc.array(ratio, { minLength: 3, maxLength: 3 });
  const items = fc.array(fc.nat(size - 1), { maxLength: 10 });
  fc.assert(
    fc.property(
      ratios,
      fc.tuple(ratio, ratio),
      items,
      fc.nat(size - 1),
      (popularity, lift, own, item) => {
        const lifts = { ...LIFTS, lift: Float32Array.from(lift) };
        const signals = { of: OF, popularity: Float32Array.from(popularity), lifts };
        const of = input(signals, profileOfItems(own));
        const out = scored(of);
        expect(out.every((value) => value >= 0 && value <= 1)).toBe(true);
        const { value, because } = groupsChannel.explain(of, item);
        expect(value).toBe(out[item]);
        if (because !== undefined) expect(own).toContain(because);
      },
    ),
    { seed: 1 },
  );
});
