import type { CountEstimate } from '@sotto/privacy';
import type { Result } from '@sotto/protocol';
import { CONFIDENCE } from './estimator.ts';

/** Estimated counts as they are published. */
export const countsResult = (estimates: readonly CountEstimate[]): Result => ({
  kind: 'counts',
  counts: estimates.map(({ count }) => count),
  low: estimates.map(({ low }) => low),
  high: estimates.map(({ high }) => high),
  confidence: CONFIDENCE,
});
