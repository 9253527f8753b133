export { createServer, type CreateServerOptions, type SyncServerApp } from './create-server.ts';
export { type Database, type Queryable } from './database/database.ts';
export { openDatabase, type DatabasePlace } from './database/open-database.ts';
export { openSyncServer, type OpenSyncServerOptions, type SyncServer } from './open-sync-server.ts';
export {
  createAggregator,
  type Aggregator,
  type CreateAggregatorOptions,
} from './aggregator/create-aggregator.ts';
export { createRelay, type CreateRelayOptions } from './relay/create-relay.ts';
export { stepOf, unlearnt, type Learnt } from './learning/optimisers/index.ts';
export { type Gradient } from './learning/optimisers/optimiser.ts';
export { type OwnersVersion } from './learning/owners-versions.ts';
export {
  readLearning,
  type GivenLearningSettings,
  type LearningSettings,
} from './learning/settings.ts';
export { type KeepRounds } from './rounds/round-keeper.ts';
export { type OwnersRound, type RoundState } from './rounds/round-list.ts';
export { readSettings, type Settings } from './settings.ts';
