export { CAPS } from './caps.ts';
export { LIST_OUTCOMES } from './measures/list-outcome.ts';
export { type Measure, type Measures } from './measures/measure.ts';
export { MEASURES } from './measures/measures.ts';
export {
  makeReport,
  replayReport,
  type OpenSplit,
  type SplitShares,
} from './reports/make-report.ts';
export { LEDGER_NAME, Sync, type SyncOptions } from './sync.ts';
