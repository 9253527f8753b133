export { CAPS } from './caps.ts';
export { LIST_OUTCOMES, listOutcome } from './measures/list-outcome.ts';
export { type Measure, type MeasureContext, type Measures } from './measures/measure.ts';
export {
  fetchShopVersions,
  type ShopVersions,
  type ShopVersionsOptions,
  type VerifiedVersion,
} from './model/shop-versions.ts';
export {
  makeReport,
  replayReport,
  type OpenSplit,
  type SplitShares,
} from './reports/make-report.ts';
export { LEDGER_NAME, Sync, type SyncOptions } from './sync.ts';
