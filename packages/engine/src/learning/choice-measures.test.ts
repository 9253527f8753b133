import * as functions from '@sotto/learning';
import { ROUND_MS, VERSION_VOTES, type Task } from '@sotto/protocol';
import { DEFAULT_WEIGHTS, type Interaction } from '@sotto/ranking';
import type { ShopVersions, VerifiedVersion } from '@sotto/sync';
import { syntheticShop } from '@sotto/testing';
import { seededRng } from '@sotto/core';
import { expect, test } from 'vitest';
import { TrainerClient } from '../training/trainer-client.ts';
import { measuresOf } from './measures.ts';
import type { MeasuredShop, MeasureSources } from './measure-sources.ts';

const { catalog } = syntheticShop({ products: 120, users: 200 });
const ROUND = 2_970;
/** Views of the week before the round, and one of the round itself. */
const history: Interaction[] = [3, 15, 27, 39, 4].map((item, at) => ({
  item,
  kind: 'view',
  at: at === 4 ? ROUND * ROUND_MS + 1 : (ROUND - 1) * ROUND_MS + at * 60_000,
}));
const shop: MeasuredShop = { catalog, prior: DEFAULT_WEIGHTS, history };

const numbersWith = (first: number): number[] => [first, ...Array<number>(15).fill(0)];

const versionOf = (serial: number, since: number, numbers: number[]): VerifiedVersion => ({
  sha256: String(serial),
  model: {
    version: 1,
    serial,
    parent: null,
    since,
    parts: { fusion: { numbers } },
    learntFrom: [],
  },
});

const CURRENT = versionOf(1, ROUND - 4, numbersWith(0.5));
const candidateSince = (since: number): NonNullable<ShopVersions['candidate']> => ({
  ...versionOf(2, since, numbersWith(2)),
  canaryPercent: 10,
  since,
});

const GRADIENT: Task['mechanism'] = {
  kind: 'code-book',
  microEpsilon: 4_000_000,
  dimension: 16,
  microClip: 1_000_000,
};
const VOTE: Task['mechanism'] = {
  kind: 'k-ary-response',
  microEpsilon: 500_000,
  values: [...VERSION_VOTES],
};

/** Takes a measure. */
async function take(
  name: string,
  mechanism: Task['mechanism'],
  sources: Partial<MeasureSources> = {},
) {
  const measure = measuresOf({
    functions: async () => ({ ...functions, TrainerClient }),
    shop: async () => shop,
    versions: async () => ({ serial: 1, current: CURRENT, candidate: null }),
    tried: () => false,
    intentVisits: async () => [],
    trainer: () => Promise.reject(new Error('no trainer here')),
    ...sources,
  })[name];
  const task: Task = {
    measure: name,
    mechanism,
    mode: { kind: 'solo' },
    minimumCohort: 20,
    rounds: { first: 0, last: 9_999, every: 1 },
  };
  return {
    fits: measure?.fits?.(mechanism),
    value: await measure?.of([], { task, round: ROUND }),
  };
}

/** The gradient of the choices of four weeks at some numbers, by the functions alone. */
async function gradientAt(numbers: readonly number[]): Promise<number[]> {
  const examples = await functions.choiceExamples(
    history,
    { catalog },
    {
      rng: seededRng(ROUND),
      since: (ROUND - functions.CHOICE_ROUNDS) * ROUND_MS,
      until: ROUND * ROUND_MS,
    },
  );
  expect(examples).toHaveLength(3);
  return [...functions.fusionGradient(examples, DEFAULT_WEIGHTS, numbers)!];
}

test('tells which way the weights should go, of the weeks before alone', async () => {
  const { fits, value } = await take('fusion-gradient', GRADIENT);
  expect(fits).toBe(true);
  expect(value).toEqual(await gradientAt(numbersWith(0.5)));
});

test('is taken at the candidate from its round on, and at the current version before', async () => {
  const at = (since: number) =>
    take('fusion-gradient', GRADIENT, {
      versions: async () => ({ serial: 1, current: CURRENT, candidate: candidateSince(since) }),
    });
  expect((await at(ROUND)).value).toEqual(await gradientAt(numbersWith(2)));
  expect((await at(ROUND + 1)).value).toEqual(await gradientAt(numbersWith(0.5)));
  const none = await take('fusion-gradient', GRADIENT, {
    versions: async () => ({ serial: 1, current: null, candidate: null }),
  });
  expect(none.value).toEqual(await gradientAt([]));
});

/** What a device votes on a candidate. */
const voteOn = (candidate: ShopVersions['candidate']) =>
  take('version-vote', VOTE, {
    versions: async () => ({ serial: 1, current: CURRENT, candidate }),
  });

test('votes on a candidate as soon as there is one, and has nothing to say without', async () => {
  expect((await voteOn(candidateSince(ROUND))).fits).toBe(true);
  for (const since of [ROUND, ROUND + 1])
    expect([1, 2, 3]).toContain((await voteOn(candidateSince(since))).value);
  expect((await voteOn(null)).value).toBeNull();
});

test('votes the same on a candidate that changes nothing', async () => {
  const candidate = { ...CURRENT, canaryPercent: 10, since: ROUND };
  const { value } = await voteOn(candidate);
  expect(VERSION_VOTES[value as number]).toBe('same');
});

test.for(['fusion-gradient', 'version-vote'])(
  '%s has nothing to tell where a part is missing, or the server could not be asked',
  async (name) => {
    const mechanism = name === 'version-vote' ? VOTE : GRADIENT;
    expect((await take(name, mechanism, { shop: async () => undefined })).value).toBeNull();
    expect((await take(name, mechanism, { versions: async () => undefined })).value).toBeNull();
  },
);

test('fits no other mechanism', async () => {
  expect((await take('fusion-gradient', { ...GRADIENT, dimension: 32 })).fits).toBe(false);
  expect((await take('version-vote', { ...VOTE, values: ['a', 'b'] })).fits).toBe(false);
});
