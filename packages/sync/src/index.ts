export { CAPS } from './caps.ts';
export { type Spent } from './ledger/ledger.ts';
export { type LogEntry, type MadeReport, type MeasuredValue } from './ledger/log-entry.ts';
export { LIST_OUTCOMES, listOutcome } from './measures/list-outcome.ts';
export { type Measure, type Measures } from './measures/measure.ts';
export { makeReport, replayReport } from './reports/make-report.ts';
export { Sync, type SyncOptions, type SyncStatus } from './sync.ts';
