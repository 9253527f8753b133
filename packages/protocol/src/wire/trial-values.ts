/**
 * Values of a task of `version-vote`: whether the version that is being tried would have put what the shopper went on
 * to higher than the one in use did.
 */
export const VERSION_VOTES = ['nothing', 'worse', 'same', 'better'] as const;

/** Values of a task of `list-outcome`, told apart by the version that the lists of the week were made with. */
export const LIST_OUTCOMES_OF_TRIAL = [
  'nothing',
  'current:seen',
  'current:clicked',
  'current:bought',
  'canary:seen',
  'canary:clicked',
  'canary:bought',
] as const;
