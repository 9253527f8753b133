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
  sign,
  signedSchema,
  type Configuration,
  type Signed,
} from './wire/configuration.ts';
export { fromHex, toHex } from './wire/hex.ts';
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
  taskHashOf,
  taskIdOf,
  taskSchema,
  type Task,
  type TaskMechanism,
  type TaskMode,
} from './wire/task.ts';
export { NONCE_BYTES, WIRE_VERSION } from './wire/report-head.ts';
