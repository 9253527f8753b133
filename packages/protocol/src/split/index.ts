export { addToShare, emptyShare, sumOfShares } from './aggregate-share.ts';
export {
  checkAtHelper,
  finishLeader,
  startLeader,
  type HelperOutcome,
  type LeaderStart,
  type OutputShare,
  type ReportInPreparation,
} from './preparation.ts';
export {
  generateHelperKey,
  importHelperKey,
  openShare,
  sealShare,
  type HelperKeyPair,
  type SealContext,
} from './sealed-share.ts';
export { shardWord, type WordToShard } from './shard-word.ts';
export { leaderShareBytes } from './shares.ts';
export { splitVdaf } from './split-vdaf.ts';
