import type { Clock } from '@sotto/core';
import { closedRounds, closeRounds, expireRounds } from './close-rounds.ts';
import { prepareSplitReports, waitingRounds } from '../split/prepare-split-reports.ts';
import { endTrial, learnFromRound, roundsToLearn } from '../learning/learn-from-rounds.ts';
import { finishRound, type FinishOptions } from './finish-round.ts';

/** What the keeper works with. */
export interface RoundKeeperOptions extends FinishOptions {
  readonly clock: Clock;
  /** Told what went wrong with one round; the others go on. */
  readonly onError: (error: unknown) => void;
}

/** Brings every round to where it should be now: first what must be deleted, then what is over. */
export type KeepRounds = () => Promise<void>;

/** Calls that come while one runs join it. */
export function roundKeeper(options: RoundKeeperOptions): KeepRounds {
  const { database, clock, helper, onError } = options;
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      onError(error);
    }
  };
  const keep = async (): Promise<void> => {
    await attempt(() => expireRounds(database, clock.now()));
    await attempt(() => closeRounds(database, clock.now()));
    await attempt(async () => {
      for (const round of await waitingRounds(database))
        await attempt(() => prepareSplitReports(database, helper, round));
    });
    await attempt(async () => {
      for (const id of await closedRounds(database)) await attempt(() => finishRound(options, id));
    });
    await attempt(async () => {
      for (const id of await roundsToLearn(database))
        await attempt(() => learnFromRound(options, id));
    });
    await attempt(() => endTrial(options));
  };
  let running: Promise<void> | undefined;
  return () =>
    (running ??= keep().finally(() => {
      running = undefined;
    }));
}
