export {
  type Contribution,
  type Interaction,
  type RankedItem,
  type RankedList,
  type RankerOptions,
  type RankingCatalog,
  type RankRequest,
  type TermIndex,
} from './types.ts';
