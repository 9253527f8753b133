import { FUSION_DIMENSION } from '../fusion/fusion-weights.ts';

/** Most dimensions of a taste; item vectors of more have none. */
export const MAX_TASTE_DIMENSIONS = 1024;

/** Largest number of a correction that is taken for one. */
const MAX_NUMBER = 1000;

/** Passes after which a training ends in any case. */
const MAX_PASSES = 1000;

const STAGES = ['correction', 'taste', 'done'] as const;

/** What a training works on: the correction, then the taste on top of it; `done` where there is nothing to do. */
export type PersonalStage = (typeof STAGES)[number];

/** Where a training stands. */
export interface PersonalTraining {
  readonly stage: PersonalStage;
  /** Passes that were made in this stage. */
  readonly passes: number;
  readonly correction: readonly number[];
  /** A direction in the space of the item vectors; its length says how strong the taste is. */
  readonly taste: readonly number[];
}

/**
 * What a device learnt about its shopper from their own history. Plain data of at most 45 kB as JSON; it
 * never leaves the device. It is also the state of its training, so that this may end at any pass.
 */
export interface PersonalModel {
  readonly version: 1;
  /** Numbers in use on top of those of the shop: the third argument of `fusionWeights`. */
  readonly correction: readonly number[];
  /** The taste in use, of length 1: see `RankRequest.taste`. Empty where there is none. */
  readonly taste: readonly number[];
  readonly training: PersonalTraining;
}

const NOTHING = Array.from({ length: FUSION_DIMENSION }, () => 0);

/** The model of a shopper of whom nothing is learnt yet: lists are those of the shop. */
export const EMPTY_PERSONAL_MODEL: PersonalModel = {
  version: 1,
  correction: NOTHING,
  taste: [],
  training: { stage: 'correction', passes: 0, correction: NOTHING, taste: [] },
};

/**
 * A model that was kept, `undefined` where the value is none: of another version, too large, or with a
 * number that is not finite. Takes anything and throws nothing but what a value's own accessors throw.
 */
export function parsePersonalModel(value: unknown): PersonalModel | undefined {
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const { training } = value;
  if (!isRecord(training)) return undefined;
  const { stage, passes } = training;
  const correction = correctionOf(value['correction']);
  const taste = tasteOf(value['taste'], 1.001);
  const trained = correctionOf(training['correction']);
  const tasted = tasteOf(training['taste'], MAX_NUMBER);
  const isStage = STAGES.find((each) => each === stage);
  if (isStage === undefined || !isPasses(passes)) return undefined;
  if (!correction || !taste || !trained || !tasted) return undefined;
  return {
    version: 1,
    correction,
    taste,
    training: { stage: isStage, passes, correction: trained, taste: tasted },
  };
}

/** The taste of a model for a catalog whose item vectors have so many dimensions; `undefined` where it has none. */
export function tasteFor(
  { taste }: PersonalModel,
  dimensions: number | undefined,
): Float32Array | undefined {
  return taste.length > 0 && taste.length === dimensions ? Float32Array.from(taste) : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isPasses = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_PASSES;

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length <= MAX_TASTE_DIMENSIONS &&
  Array.from(value).every((each) => typeof each === 'number' && Math.abs(each) <= MAX_NUMBER);

const correctionOf = (value: unknown): number[] | undefined =>
  isNumbers(value) && value.length === FUSION_DIMENSION ? [...value] : undefined;

const tasteOf = (value: unknown, longest: number): number[] | undefined =>
  isNumbers(value) && Math.hypot(...value) <= longest ? [...value] : undefined;
