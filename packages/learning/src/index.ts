export {
  ADAPTER_RANKS,
  adapterRank,
  type AdapterExample,
  type AdapterRank,
} from './adapter/adapter-example.ts';
export { adapterGradient, type AdapterGradient } from './adapter/adapter-gradient.ts';
export { adapterExamples, withAdapter } from './adapter/adapter-examples.ts';
export { type BackendMemory, type BackendRecord } from './backend/backend-memory.ts';
export { type RunGradient } from './backend/backend-runner.ts';
export { plainBackend } from './backend/plain-backend.ts';
export { tfjsBackends, type TfjsSource } from './backend/tfjs-backends.ts';
export {
  type BackendName,
  type TrainingBackend,
  type TrainingSession,
} from './backend/training-backend.ts';
export { intentGradient, intentLoss, type IntentVisit } from './intent/intent-gradient.ts';
export { applyIntentHead, INTENT_DIMENSION } from './intent/intent-head.ts';
export { intentVisit } from './intent/intent-visit.ts';
export { INTENT_FEATURES } from './intent/standardise.ts';
export { type ChoiceExample } from './choice/choice-example.ts';
export {
  CHOICE_ROUNDS,
  choiceExamples,
  pairedChoiceExamples,
  type ChoiceOptions,
  type RankingShop,
} from './choice/choice-examples.ts';
export { examination } from './choice/examination.ts';
export { FUSION_SHARPNESS, fusionGradient, fusionLoss } from './fusion/fusion-gradient.ts';
export {
  FUSION_CHANNELS,
  FUSION_DIMENSION,
  FUSION_UNITS,
  fusionWeights,
  weightScale,
} from './fusion/fusion-weights.ts';
export { productGroups, type ProductGroups } from './groups/product-groups.ts';
export {
  groupCovisits,
  groupPopularity,
  groupsOfPairs,
  isGroupCount,
} from './groups/group-measures.ts';
export {
  groupPart,
  type CountsResult,
  type CovisitPart,
  type GroupPart,
} from './groups/group-part.ts';
export { groupSignals } from './groups/group-signals.ts';
export {
  EMPTY_PERSONAL_MODEL,
  parsePersonalModel,
  tasteFor,
  type PersonalModel,
  type PersonalStage,
  type PersonalTraining,
} from './personal/personal-model.ts';
export {
  PERSONAL_RIDGES,
  personalPass,
  restartPersonal,
  trainPersonal,
  type PersonalTask,
} from './personal/train-personal.ts';
export { compactTask } from './trainer/compact-task.ts';
export { type TrainerApi } from './trainer/trainer-api.ts';
export { Trainer, type TrainerEnvironment } from './trainer/trainer.ts';
export { vote, VOTE_BAND, type Vote } from './vote/vote.ts';
