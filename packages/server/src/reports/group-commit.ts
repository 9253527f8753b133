import { setImmediate } from 'node:timers/promises';
import { serverError } from '../server-error.ts';

interface Job<Item, Outcome> {
  readonly items: readonly Item[];
  readonly resolve: (outcomes: Outcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Bounds of {@link groupCommit}, in items. */
export interface GroupCommitLimits {
  /** A write takes jobs until it has this many, one job at least. */
  readonly perWrite: number;
  /** More than this do not wait. */
  readonly waiting: number;
}

/**
 * Joins what comes while a write runs into the next one, so that many small requests cost few transactions. Each
 * caller hears of its own items, in their order, once the write that held them is kept.
 *
 * @param write gives one outcome for each item, in order
 * @throws (from the returned function) server/busy, and what `write` throws
 */
export function groupCommit<Item, Outcome>(
  write: (items: readonly Item[]) => Promise<Outcome[]>,
  { perWrite, waiting }: GroupCommitLimits,
): (items: readonly Item[]) => Promise<Outcome[]> {
  let jobs: Job<Item, Outcome>[] = [];
  let waitingItems = 0;
  let running = false;

  function take(): Job<Item, Outcome>[] {
    let count = 0;
    const end = jobs.findIndex(({ items }, at) => {
      count += items.length;
      return at > 0 && count > perWrite;
    });
    const taken = end === -1 ? jobs : jobs.slice(0, end);
    jobs = jobs.slice(taken.length);
    waitingItems -= taken.reduce((sum, { items }) => sum + items.length, 0);
    return taken;
  }

  async function writeOne(taken: readonly Job<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await write(taken.flatMap(({ items }) => items));
      let at = 0;
      for (const { items, resolve } of taken) resolve(outcomes.slice(at, (at += items.length)));
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  }

  async function drain(): Promise<void> {
    running = true;
    while (jobs.length > 0) {
      // Whoever is at the door comes along: a database in this process lets nobody in while it writes.
      await setImmediate();
      await writeOne(take());
    }
    running = false;
  }

  return (items) =>
    new Promise((resolve, reject) => {
      if (waitingItems + items.length > waiting) {
        reject(serverError('server/busy'));
        return;
      }
      jobs.push({ items, resolve, reject });
      waitingItems += items.length;
      if (!running) void drain();
    });
}
