import type { LogEntry, LogState, StoredRecord } from './stored-record.ts';
import { seal } from './vault.ts';

/** Events of a full record. */
export const FULL_RECORD = 512;

/** What a record is sealed to: it can be opened in this place of this log alone. */
export const placeOf = (
  { generation }: LogState,
  { start, end }: Pick<StoredRecord, 'start' | 'end'>,
): string => `${generation}:${start}:${end}`;

/** What a kept value is sealed to: it can be opened under this name beside this log alone. */
export const keptPlaceOf = ({ generation }: LogState, name: string): string =>
  `${generation}:kept:${name}`;

/** Seals entries into as few records as can be. Numbers stay; a gap between them begins a new record. */
export function sealEntries(
  state: LogState,
  entries: readonly LogEntry[],
): Promise<StoredRecord[]> {
  const runs: LogEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run?.at(-1)?.number === entry.number - 1 && run.length < FULL_RECORD) run.push(entry);
    else runs.push([entry]);
  }
  return Promise.all(runs.map((run) => sealRun(state, run)));
}

async function sealRun(state: LogState, run: readonly LogEntry[]): Promise<StoredRecord> {
  const start = run[0]?.number ?? state.next;
  const place = { start, end: start + run.length };
  const events = run.map(({ event }) => event);
  return { ...place, ...(await seal(state.key, placeOf(state, place), events)) };
}
