import type { ModelQuality, PublishedRound } from '@sotto/protocol';
import type { TrialSettings } from '../settings.ts';
import { boundsOf, tuningFor, type Evidence } from './confidence-sequence.ts';
import { contrast } from './contrast.ts';

/** How a candidate does, with the settings that its trial began with. */
export interface Trial extends TrialSettings {
  /** Votes: 1 better, -1 worse. */
  readonly vote: Evidence | null;
  /** The same, and the margin for each that is not `nothing`: above 0 where the mean of those is above minus the margin. */
  readonly overMargin: Evidence | null;
  /** Share of lists that led to something, with the canary less without. */
  readonly outcome: Evidence | null;
  /** Lists told of with the canary beyond its share. */
  readonly ratio: Evidence | null;
}

/** A trial without reports yet. */
export const newTrial = (settings: TrialSettings): Trial => ({
  ...settings,
  vote: null,
  overMargin: null,
  outcome: null,
  ratio: null,
});

/** Sequences that a trial watches; each may be wrong for its part of what all may. */
const SEQUENCES = 4;

const alphaOf = ({ confidence }: TrialSettings): number => (1 - confidence) / SEQUENCES;

function add(
  before: Evidence | null,
  round: PublishedRound,
  numbers: readonly number[],
  alpha: number,
): Evidence {
  const { reports, sum, variance, largestVariance } = contrast(round, numbers);
  return before === null
    ? { reports, sum, variance, tuning: tuningFor(largestVariance, alpha) }
    : {
        ...before,
        reports: before.reports + reports,
        sum: before.sum + sum,
        variance: before.variance + variance,
      };
}

/** Adds a round of votes, see `VERSION_VOTES`. */
export function addVotes(trial: Trial, round: PublishedRound): Trial {
  const alpha = alphaOf(trial);
  const { margin } = trial;
  return {
    ...trial,
    vote: add(trial.vote, round, [0, -1, 0, 1], alpha),
    overMargin: add(trial.overMargin, round, [0, margin - 1, margin, margin + 1], alpha),
  };
}

/** Adds a round of outcomes, see `LIST_OUTCOMES_OF_TRIAL`. */
export function addOutcomes(trial: Trial, round: PublishedRound): Trial {
  const canary = trial.canaryPercent / 100;
  const others = 1 - canary;
  const [with_, without] = [1 / canary, -1 / others];
  const alpha = alphaOf(trial);
  return {
    ...trial,
    outcome: add(trial.outcome, round, [0, 0, without, without, 0, with_, with_], alpha),
    ratio: add(trial.ratio, round, [0, -canary, -canary, -canary, others, others, others], alpha),
  };
}

const boundsOr = (evidence: Evidence | null, alpha: number) =>
  evidence && { ...boundsOf(evidence, alpha), reports: evidence.reports };

/** What a trial says so far, as it is published; `null` before the first report. */
export function qualityOf(trial: Trial): ModelQuality | null {
  const alpha = alphaOf(trial);
  const vote = boundsOr(trial.vote, alpha);
  const outcome = boundsOr(trial.outcome, alpha);
  const ratio = boundsOr(trial.ratio, alpha);
  if (vote === null && outcome === null) return null;
  const tampered = ratio !== null && (ratio.low > 0 || ratio.high < 0);
  return {
    confidence: trial.confidence,
    vote,
    outcome: outcome === null ? null : { ...outcome, tampered },
  };
}

/** What becomes of a candidate. */
export type Decision = 'keep' | 'roll-back' | 'go-on';

/**
 * Decides on a candidate, after as many rounds as one likes.
 *
 * It is rolled back once votes, or outcomes that nobody tampered with, are surely worse than those of the version in use.
 * It is kept once the mean vote is not below 0 and, among those who had something to vote on, surely above minus the
 * margin. Else it is tried on; when its time is
 * over it is kept if there are votes and their mean is not below 0.
 *
 * The chance that a candidate which is no worse is rolled back before its time is over, and the chance that one which is
 * worse by the margin or more is kept before, are each at most 1 - confidence, whenever one looks.
 */
export function decide(trial: Trial, isOver: boolean): Decision {
  const quality = qualityOf(trial);
  if (quality?.outcome != null && !quality.outcome.tampered && quality.outcome.high < 0)
    return 'roll-back';
  const vote = quality?.vote;
  if (vote == null) return isOver ? 'roll-back' : 'go-on';
  if (vote.high < 0) return 'roll-back';
  const isOverMargin = (boundsOr(trial.overMargin, alphaOf(trial))?.low ?? 0) > 0;
  if (vote.mean >= 0 && (isOver || isOverMargin)) return 'keep';
  return isOver ? 'roll-back' : 'go-on';
}
