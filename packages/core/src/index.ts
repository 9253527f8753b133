export {
  CATEGORY_SEPARATOR,
  categoryPath,
  ITEM_IN_STOCK,
  type CategoryTree,
  type ItemColumns,
  type ItemVectors,
  type NeighbourTable,
  type TextColumn,
} from './catalog.ts';
export { CHANNEL_NAMES, onlyChannels, type ChannelName, type ChannelWeights } from './channel.ts';
export { DAY_MS, systemClock, type Clock } from './clock.ts';
export {
  CONSENT_ANSWERS,
  INITIAL_CONSENT,
  nextConsent,
  permissions,
  type ConsentAnswer,
  type ConsentPermissions,
  type ConsentSignal,
  type ConsentSource,
  type ConsentState,
} from './consent.ts';
export {
  asSottoError,
  ERROR_CATALOGUE,
  SottoError,
  type ErrorCode,
  type ErrorData,
  type ErrorDetails,
  type ErrorOrigin,
} from './errors.ts';
export {
  hasItem,
  isShopEvent,
  ITEM_EVENT_KINDS,
  MAX_TEXT_LENGTH,
  type CategoryEvent,
  type DwellEvent,
  type EventKind,
  type EventSource,
  type ItemEvent,
  type ItemEventKind,
  type ItemId,
  type SearchEvent,
  type ShopEvent,
} from './event.ts';
export { type Intent } from './intent.ts';
export { PAGE_KINDS, type PageContext, type PageKind } from './page.ts';
export { seededRng, type Rng } from './rng.ts';
export { RUNTIME_NAMES, type RuntimeName } from './runtime-name.ts';
export { STRATEGY_NAMES, type StrategyName } from './strategy.ts';
