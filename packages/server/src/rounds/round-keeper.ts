import type { Clock } from '@sotto/core';
import type { Database } from '../database/database.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import { closedRounds, closeRounds, expireRounds } from './close-rounds.ts';
import { finishRound } from './finish-round.ts';

/** What the keeper works with. */
export interface RoundKeeperOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly key: SigningKey;
  /** Told what went wrong with one round; the others go on. */
  readonly onError: (error: unknown) => void;
}

/** Brings every round to where it should be now: first what must be deleted, then what is over. */
export type KeepRounds = () => Promise<void>;

/** Calls that come while one runs join it. */
export function roundKeeper({ database, clock, key, onError }: RoundKeeperOptions): KeepRounds {
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
      for (const id of await closedRounds(database))
        await attempt(() => finishRound(database, key, id));
    });
  };
  let running: Promise<void> | undefined;
  return () =>
    (running ??= keep().finally(() => {
      running = undefined;
    }));
}
