export { type DeviceConditions } from './thread/device-conditions.ts';
export { type LearningStatus, type PersonalStatus } from './thread/learning.ts';
export {
  byReference,
  exposeEngine,
  exposeMethods,
  wrapEngine,
  wrapMethods,
} from './thread/comlink.ts';
export { startWorker } from './thread/start-worker.ts';
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
export {
  type MadeReport,
  type MeasuredValue,
  type ReportingEntry,
  type ReportingStatus,
  type Spent,
  type SyncConfig,
} from './thread/reporting.ts';
export {
  answerSchema,
  readAnswer,
  REJECTIONS,
  type Answer,
  type Rejection,
} from './wire/answer.ts';
export { fromBase64Url, toBase64Url } from './wire/base64url.ts';
export { claimOf, claimSchema, type Claim } from './wire/claim.ts';
export {
  configurationSchema,
  readConfiguration,
  type Configuration,
} from './wire/configuration.ts';
export { fromHex, toHex } from './wire/hex.ts';
export { LIST_OUTCOMES_OF_TRIAL, VERSION_VOTES } from './wire/trial-values.ts';
export {
  CANARY_BUCKETS,
  inCanary,
  MAX_LISTED_VERSIONS,
  MODEL_STATES,
  modelIndexSchema,
  qualitySchema,
  readModelIndex,
  type ModelIndex,
  type ModelQuality,
  type ModelState,
} from './wire/model-index.ts';
export {
  encodeKeyConfig,
  exportObliviousKey,
  generateObliviousKey,
  importObliviousKey,
  OBLIVIOUS_TYPES,
  openRequest,
  sealRequest,
  type ObliviousKey,
  type OpenedRequest,
  type SealedRequest,
} from './wire/oblivious-http.ts';
export {
  publishedRoundSchema,
  resultSchema,
  type PublishedRound,
  type Result,
} from './wire/published-round.ts';
export {
  decodeReports,
  encodeReport,
  MAX_BATCH,
  REPORT_BYTES,
  type Report,
} from './wire/report.ts';
export { roundIndexSchema, roundStatement, type RoundIndex } from './wire/round-index.ts';
export {
  MAX_COVISIT_CELLS,
  MAX_COVISIT_GROUPS,
  MAX_LIFT,
  MAX_SHOP_MODEL_BYTES,
  modelPartsSchema,
  modelStatement,
  readShopModel,
  shopModelSchema,
  type ModelName,
  type ModelParts,
  type ShopModel,
} from './wire/shop-model.ts';
export { readSigned, sign, signedSchema, type Signed } from './wire/signed.ts';
export {
  decodeSplitReport,
  encodeSplitReport,
  MAX_SPLIT_REPORT_BYTES,
  SPLIT_HEAD_BYTES,
  SPLIT_REPORT_TYPE,
  type SplitReport,
} from './wire/split-report.ts';
export {
  ROUND_MS,
  roundAt,
  takesPart,
  taskHashOf,
  taskIdOf,
  taskSchema,
  type Task,
  type TaskMechanism,
  type TaskMode,
} from './wire/task.ts';
export { NONCE_BYTES, WIRE_VERSION } from './wire/report-head.ts';
