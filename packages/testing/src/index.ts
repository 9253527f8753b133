export { rankingCatalog } from './ranking-catalog.ts';
export {
  syntheticShop,
  type SyntheticSequence,
  type SyntheticShop,
  type SyntheticShopOptions,
} from './synthetic-shop.ts';
