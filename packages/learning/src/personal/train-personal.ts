import type { ChannelWeights, ItemVectors } from '@sotto/core';
import type { ChoiceExample } from '../choice/choice-example.ts';
import { choiceProbabilities } from '../fusion/choice-probabilities.ts';
import { FUSION_SHARPNESS, sharpnessOf } from '../fusion/fusion-gradient.ts';
import {
  FUSION_CHANNELS,
  FUSION_DIMENSION,
  FUSION_UNITS,
  fusionWeights,
} from '../fusion/fusion-weights.ts';
import { listGain } from '../fusion/list-gain.ts';
import { correctionStep } from './correction.ts';
import {
  EMPTY_PERSONAL_MODEL,
  MAX_TASTE_DIMENSIONS,
  type PersonalModel,
  type PersonalTraining,
} from './personal-model.ts';
import { tasteStep, withTasteValues } from './taste.ts';
import { helps, LEAST_HELD_BACK } from './verdict.ts';

/** What a shopper's model is trained on. */
export interface PersonalTask {
  /** The shopper's choices, oldest first, made without a taste. */
  readonly examples: readonly ChoiceExample[];
  /** The shop's own weights. */
  readonly prior: ChannelWeights;
  /** The numbers of the shop's model in use. */
  readonly numbers: ArrayLike<number>;
  /** Vectors of the examples' candidates, by their numbers. Default: no taste is learnt. */
  readonly vectors?: ItemVectors | undefined;
  /** Strengths of the ridges. Default {@link PERSONAL_RIDGES}. */
  readonly ridges?: { readonly correction: number; readonly taste: number };
}

/**
 * Strengths of the ridges, measured on design users of Amazon Beauty: of corrections 0.02 falls below the shop's
 * list by noise, 0.1 to 0.3 gain most, from 3 on little is learnt. A taste gains nothing there at any strength, so
 * that of one that does no harm.
 */
export const PERSONAL_RIDGES = { correction: 0.2, taste: 1 } as const;

/** Share of the choices, the newest, that judge what was learnt from the others. */
const HELD_BACK = 0.25;

/** Most passes of each stage. */
const MOST_PASSES = { correction: 20, taste: 50 } as const;

const TASTE = FUSION_CHANNELS.indexOf('taste');

/** A training from the beginning, with what is in use left in use until it is done. */
export function restartPersonal(model: PersonalModel = EMPTY_PERSONAL_MODEL): PersonalModel {
  return { ...model, training: { ...EMPTY_PERSONAL_MODEL.training } };
}

/**
 * One pass of training: it takes a model and gives the next one, so that a training that is killed goes on
 * from the last model that was kept. First the correction climbs by Newton's method, then the taste by
 * gradient steps; each is fitted to the older choices and used only where it helps with the newest ones,
 * which it has not seen. What is in use changes with the last pass alone.
 */
export function personalPass(task: PersonalTask, model: PersonalModel): PersonalModel {
  const { stage } = model.training;
  if (stage === 'done') return model;
  const training = stage === 'correction' ? correctionPass(task, model) : tastePass(task, model);
  return training.stage === 'done' ? inUse(training) : { ...model, training };
}

/**
 * Trains to the end.
 *
 * @param model where it goes on. Default: from the beginning
 */
export function trainPersonal(
  task: PersonalTask,
  model: PersonalModel = EMPTY_PERSONAL_MODEL,
): PersonalModel {
  let trained = model;
  while (trained.training.stage !== 'done') trained = personalPass(task, trained);
  return trained;
}

/** The older choices and the newest: what is fitted, and what judges. */
function partsOf(examples: readonly ChoiceExample[]) {
  const heldBack = Math.max(LEAST_HELD_BACK, Math.round(HELD_BACK * examples.length));
  const cut = Math.max(0, examples.length - heldBack);
  return { older: examples.slice(0, cut), newest: examples.slice(cut) };
}

/**
 * Examples that count √P times as much, P by the weights from which training starts. Then the likelihood is
 * concave, leads the same way as the Hellinger distance of `fusionLoss` from there, and never promises more
 * than that gives: √P ≥ √P_0 (1 + ½ ln P / P_0).
 */
function weighed(
  examples: readonly ChoiceExample[],
  weights: ChannelWeights,
  sharpness: number,
): ChoiceExample[] {
  return examples.map((each) => {
    const [chosen = NaN] = choiceProbabilities(each, weights, sharpness);
    return { ...each, weight: each.weight * Math.sqrt(chosen) };
  });
}

function correctionPass(task: PersonalTask, { training }: PersonalModel): PersonalTraining {
  const { prior, numbers, ridges = PERSONAL_RIDGES } = task;
  const { older, newest } = partsOf(task.examples);
  const shared = fusionWeights(prior, numbers);
  const examples = weighed(older, shared, sharpnessOf(prior));
  const step = correctionStep(
    { examples, prior, shared, ridge: ridges.correction },
    training.correction,
  );
  const passes = training.passes + 1;
  const correction = Array.from(step.numbers, rounded);
  if (!step.settled && passes < MOST_PASSES.correction) return { ...training, passes, correction };
  const corrected = fusionWeights(prior, numbers, correction);
  const gains = newest.map((example) => listGain(example, corrected) - listGain(example, shared));
  return {
    stage: 'taste',
    passes: 0,
    correction: helps(gains) ? correction : [...EMPTY_PERSONAL_MODEL.correction],
    taste: [],
  };
}

function tastePass(task: PersonalTask, { training }: PersonalModel): PersonalTraining {
  const { prior, numbers, vectors, ridges = PERSONAL_RIDGES } = task;
  const { correction } = training;
  const { older, newest } = partsOf(task.examples);
  if (vectors === undefined || vectors.dimensions > MAX_TASTE_DIMENSIONS || older.length === 0)
    return { ...training, stage: 'done', taste: [] };
  const weights = fusionWeights(prior, numbers, correction);
  const sharpness = sharpnessOf(prior);
  const start = new Float32Array(vectors.dimensions);
  if (training.taste.length === start.length) start.set(training.taste);
  const examples = weighed(older, weights, sharpness);
  const step = tasteStep({ examples, vectors, weights, sharpness, ridge: ridges.taste }, start);
  const passes = training.passes + 1;
  const taste = Array.from(step.taste, rounded);
  if (!step.settled && passes < MOST_PASSES.taste) return { ...training, passes, taste };
  const tasted = fusionWeights(prior, numbers, withTaste(correction, taste));
  const gains = withTasteValues(newest, vectors, Float32Array.from(unit(taste))).map(
    (example, at) => listGain(example, tasted) - listGain(newest[at]!, weights),
  );
  return { ...training, passes, stage: 'done', taste: helps(gains) ? taste : [] };
}

/** What was learnt becomes what is in use. */
function inUse(training: PersonalTraining): PersonalModel {
  const { correction, taste } = training;
  const strong = Math.hypot(...taste) > 0;
  return {
    version: 1,
    correction: strong ? withTaste(correction, taste) : correction,
    taste: strong ? unit(taste).map(rounded) : [],
    training: { stage: 'done', passes: 0, correction: EMPTY_PERSONAL_MODEL.correction, taste: [] },
  };
}

/** The correction with the weight that the length of a taste stands for: ‖t‖ = κ θ_taste. */
function withTaste(correction: readonly number[], taste: readonly number[]): number[] {
  const next = Array.from({ length: FUSION_DIMENSION }, (_, at) => correction[at] ?? 0);
  next[TASTE] = Math.hypot(...taste) / (FUSION_SHARPNESS * FUSION_UNITS.taste);
  return next;
}

/** Six digits behind the point, so that a model stays small. */
const rounded = (number: number): number => Math.round(number * 1e6) / 1e6;

function unit(taste: readonly number[]): number[] {
  const length = Math.hypot(...taste);
  return taste.map((each) => each / length);
}
