// What learns from a history, and asks the trainer's worker to: loaded by the worker at idle, once the shopper agreed.
export { TrainerClient } from '@sotto/engine';
export {
  adapterExamples,
  choiceExamples,
  fusionGradient,
  groupCovisits,
  groupPopularity,
  groupSignals,
  intentGradient,
  pairedChoiceExamples,
  productGroups,
  restartPersonal,
  vote,
} from '@sotto/learning';
