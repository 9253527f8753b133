import { seededRng, type ChannelWeights } from '@sotto/core';
import {
  CHOICE_ROUNDS,
  type ChoiceOptions,
  type IntentVisit,
  type RankingShop,
} from '@sotto/learning';
import { ROUND_MS } from '@sotto/protocol';
import type { Interaction } from '@sotto/ranking';
import type { ShopVersions, VerifiedVersion } from '@sotto/sync';
import type { TrainerClient } from '../training/trainer-client.ts';
import { yieldToMessages } from '../yield.ts';
import type { LearningFunctions } from './learning-functions.ts';
import { partsOf } from './version-use.ts';

/** A shop of which everything has arrived that lists are made with, without what was learnt. */
export interface MeasuredShop extends Omit<RankingShop, 'taste'> {
  /** The shop's own weights. */
  readonly prior: ChannelWeights;
  /** The whole history as ranking takes it, oldest first. */
  readonly history: readonly Interaction[];
}

/** What measures are taken from. */
export interface MeasureSources {
  readonly functions: () => Promise<LearningFunctions>;
  /** `undefined` where the device can't tell now: a part is missing. */
  readonly shop: () => Promise<MeasuredShop | undefined>;
  /** What the server says now; `undefined` where it could not be asked. */
  readonly versions: () => Promise<ShopVersions | undefined>;
  /** Whether lists of a round were made with a candidate. */
  readonly tried: (round: number) => boolean;
  /** The visits that ended in a period, as the intent model saw them; none where it is not there. */
  readonly intentVisits: (since: number, until: number) => Promise<readonly IntentVisit[]>;
  readonly trainer: () => Promise<Pick<TrainerClient, 'adapterGradient'>>;
}

/** The shop as its channels see it under a version. */
export async function seenBy(
  version: VerifiedVersion | null,
  { catalog, sequenceEncoder }: MeasuredShop,
  { functions }: Pick<MeasureSources, 'functions'>,
): Promise<RankingShop> {
  return {
    catalog: { ...catalog, ...(await partsOf(version, catalog, functions)) },
    sequenceEncoder,
  };
}

/** The newest version that reports of a round may tell of; `null` for the release's numbers. */
export const versionFor = (
  { current, candidate }: ShopVersions,
  round: number,
): VerifiedVersion | null => (candidate !== null && candidate.since <= round ? candidate : current);

/** The choices that a report of a round tells of: those of the {@link CHOICE_ROUNDS} before it. */
export const choicesBefore = (round: number): ChoiceOptions => ({
  rng: seededRng(round),
  since: (round - CHOICE_ROUNDS) * ROUND_MS,
  until: round * ROUND_MS,
  pause: yieldToMessages,
});
