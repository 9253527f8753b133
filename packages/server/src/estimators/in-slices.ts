import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

/** How long a piece of work keeps others waiting. Milliseconds. */
const SLICE_MS = 10;

/** Runs work that pauses, and lets others have the process every few milliseconds. */
export async function inSlices<T>(work: Generator<unknown, T>): Promise<T> {
  let until = performance.now() + SLICE_MS;
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + SLICE_MS;
  }
}
