import type * as Functions from '@sotto/learning';
import type { TrainerClient } from '../training/trainer-client.ts';

/** What the engine calls while it learns: a file of its own, loaded by the first call. */
export type LearningFunctions = Pick<
  typeof Functions,
  | 'adapterExamples'
  | 'choiceExamples'
  | 'fusionGradient'
  | 'groupCovisits'
  | 'groupPopularity'
  | 'groupSignals'
  | 'intentGradient'
  | 'pairedChoiceExamples'
  | 'productGroups'
  | 'restartPersonal'
  | 'vote'
> & { readonly TrainerClient: typeof TrainerClient };
