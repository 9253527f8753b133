export { type Channel, type ChannelInput, type ChannelValue } from './channel.ts';
export { ChannelValues } from './channel-values.ts';
export { CHANNELS } from './channels/index.ts';
export { DEFAULT_WEIGHTS } from './default-weights.ts';
export { Scorer, type ScoreInput } from './fusion.ts';
export {
  buildProfile,
  EMPTY_PROFILE,
  profileOfItems,
  type Profile,
  type ProfileOptions,
} from './profile.ts';
export { interestVector } from './interest-vector.ts';
export { addVector, dotProduct } from './item-vectors.ts';
export { profileVectors } from './profile-vectors.ts';
export { Ranker } from './ranker.ts';
export { dryRun, type RuleReport } from './rules/dry-run.ts';
export { formatRule } from './rules/format.ts';
export { parseRules } from './rules/parse.ts';
export { type Condition, type Rule, type RuleScope } from './rules/rule.ts';
export { type RuleSetOptions } from './rules/rule-set.ts';
export { TermIndexBuilder } from './term-index.ts';
export { tokenize } from './tokenizer.ts';
export { topK } from './top-k.ts';
export {
  type Adapter,
  type Contribution,
  type GroupLifts,
  type GroupSignals,
  type Interaction,
  type RankedItem,
  type RankedList,
  type RankerOptions,
  type RankingCatalog,
  type RankRequest,
  type TermIndex,
} from './types.ts';
