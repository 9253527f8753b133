export { exposeEngine, wrapEngine } from './thread/comlink.ts';
export {
  THREAD_VERSION,
  type EngineApi,
  type EngineChange,
  type EngineConfig,
  type EngineStatus,
  type HistoryExport,
  type IntentPoint,
  type ModelStatus,
  type Reason,
  type Recommendation,
  type RecommendationList,
  type RecommendRequest,
} from './thread/engine-api.ts';
