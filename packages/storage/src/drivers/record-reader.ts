import { isShopEvent, SottoError } from '@sotto/core';
import type { Snapshot } from './idb-log.ts';
import { placeOf } from './record-writer.ts';
import { isStoredRecord, type LogEntry, type LogState } from './stored-record.ts';
import { unseal } from './vault.ts';

/** What a record held. */
interface Opened {
  readonly entries: readonly LogEntry[];
  /** How much of it had to be left out. */
  readonly damaged: number;
}

/**
 * Opens records, each one once: what it held is remembered for as long as the record is there. What can not
 * be read is left out, alone, and reported once.
 */
export class RecordReader {
  readonly #onCorrupt: (error: SottoError) => void;
  #opened = new Map<string, Opened>();

  constructor(onCorrupt: (error: SottoError) => void) {
    this.#onCorrupt = onCorrupt;
  }

  /**
   * The events of a snapshot, oldest first.
   *
   * @param whole whether it has all records of the log, so that others need not be remembered
   */
  async read({ state, records }: Snapshot, whole: boolean): Promise<LogEntry[]> {
    const known = this.#opened;
    const opened = await Promise.all(
      records.map(async (record) => {
        const name = nameOf(record);
        const before = known.get(name);
        return { name, isNew: before === undefined, ...(before ?? (await open(state, record))) };
      }),
    );
    this.#opened = new Map(whole ? [] : known);
    for (const { name, entries, damaged } of opened) this.#opened.set(name, { entries, damaged });
    this.#report(opened.reduce((sum, { isNew, damaged }) => sum + (isNew ? damaged : 0), 0));
    return opened.flatMap(({ entries }) => entries);
  }

  /** Forgets what was read. */
  forget(): void {
    this.#opened.clear();
  }

  #report(damaged: number): void {
    if (damaged === 0) return;
    const message = `${damaged} stored records or events can not be read; they are left out.`;
    this.#onCorrupt(new SottoError('storage/corrupt', { origin: 'storage' }, message));
  }
}

/** Tells records apart: each sealing has an IV of its own. */
function nameOf(record: unknown): string {
  if (isStoredRecord(record)) return `${record.start}:${record.end}:${record.iv.join()}`;
  return `damaged:${JSON.stringify((record as { end: IDBValidKey }).end)}`;
}

async function open(state: LogState, record: unknown): Promise<Opened> {
  const nothing = { entries: [], damaged: 1 };
  if (!isStoredRecord(record)) return nothing;
  const events = await unseal(state.key, placeOf(state, record), record);
  if (!Array.isArray(events) || events.length !== record.end - record.start) return nothing;
  const entries = events.flatMap((event: unknown, index) =>
    isShopEvent(event) ? [{ number: record.start + index, event }] : [],
  );
  return { entries, damaged: events.length - entries.length };
}
