import type { ReportingEntry, TaskMode } from '@sotto/protocol';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** What became of a device's turn to report. */
export type TurnState = 'waiting' | 'queued' | 'done';

/** One measure in one round: when its report is due, what it cost, and its bytes while they wait. */
export interface Turn {
  readonly round: number;
  readonly measure: string;
  readonly state: TurnState;
  /** Milliseconds since 1970. Drawn at random over the round. */
  readonly dueAt: number;
  /** Millionths of epsilon; 0 until a report was made. */
  readonly microEpsilon: number;
  /** The report and how it travels, while it waits to be sent. */
  readonly waiting?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly mode: TaskMode };
}

/** What the ledger knows of itself and of the site. */
export interface LedgerState {
  /** The round in which the ledger was made. */
  readonly born: number;
  /** The newest configuration that was taken, with the round for which it was. */
  readonly serial: number;
  readonly configuredFor: number;
  /** The signed configuration, as it came. */
  readonly signed: unknown;
}

/** Layout of the ledger's database. */
export interface LedgerSchema extends DBSchema {
  turns: { key: [round: number, measure: string]; value: Turn };
  log: { key: number; value: ReportingEntry };
  state: { key: 'ledger'; value: LedgerState };
}

/** A connection to the ledger's database. */
export type LedgerConnection = IDBPDatabase<LedgerSchema>;

const VERSION = 1;

/** Opens the ledger's database, and makes it where there is none. */
export function openLedgerDatabase(name: string): Promise<LedgerConnection> {
  return openDB<LedgerSchema>(name, VERSION, {
    upgrade(database) {
      database.createObjectStore('turns', { keyPath: ['round', 'measure'] });
      database.createObjectStore('log', { autoIncrement: true });
      database.createObjectStore('state');
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
