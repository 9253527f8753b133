import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { UserSequence } from './sequences.ts';

/** A moment to count from where only the order is known: one second for each place. */
const START = Date.UTC(2000, 0, 1);

/**
 * Writes what a pack may learn from as a table of user, item and time, for `sotto pack --orders`.
 *
 * @param timed whether the times are real; else they only carry the order.
 */
export async function writeTrainingFile(
  file: string,
  sequences: readonly UserSequence[],
  idAt: (item: number) => string,
  timed: boolean,
): Promise<void> {
  await pipeline(tableLines(sequences, idAt, timed), createWriteStream(file));
}

function* tableLines(
  sequences: readonly UserSequence[],
  idAt: (item: number) => string,
  timed: boolean,
): Generator<string> {
  yield 'user,item,time\n';
  for (const { user, items, times } of sequences) {
    for (const [place, item] of items.entries()) {
      const at = new Date(timed ? (times[place] ?? 0) : START + place * 1000);
      yield `${quoted(user)},${quoted(idAt(item))},${at.toISOString()}\n`;
    }
  }
}

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
