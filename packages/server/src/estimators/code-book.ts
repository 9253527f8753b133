import {
  CODE_BOOK_PAYLOADS,
  codeBookEstimate,
  emptyTally,
  mergeTallies,
  tallyReports,
  type CodeBookTally,
  type CoordinateEstimate,
} from '@sotto/privacy';
import type { Result } from '@sotto/protocol';
import { CONFIDENCE, type MechanismOf, type ServerMechanism } from './estimator.ts';
import { medianOfMeans } from './median-of-means.ts';

/** Groups that reports are dealt to. */
export const GROUPS = 16;

/** Fewest reports of a group whose mean is nearly normal. */
const FEWEST_OF_GROUP = 10;

/** An estimated mean as it is published. */
export const meanResult = (
  numbers: readonly CoordinateEstimate[],
): Extract<Result, { readonly kind: 'mean' }> => ({
  kind: 'mean',
  mean: numbers.map(({ mean }) => mean),
  standardError: numbers.map(({ standardError }) => standardError),
});

/** Code-book response: a payload is the number of a book and of a word in it. */
export const codeBook: ServerMechanism<MechanismOf<'code-book'>> = {
  fewest: 2,
  payloadCheck: () => (payload) => payload < CODE_BOOK_PAYLOADS,
  estimator(mechanism, key) {
    const groups: CodeBookTally[] = Array.from({ length: GROUPS }, () => emptyTally(mechanism));
    let reports = 0;
    const estimate = (tally: CodeBookTally) => codeBookEstimate(mechanism, tally, CONFIDENCE);
    return {
      add(payloads) {
        // Dealt in the order of nonces: nobody who draws their own knows where the others' lie.
        const hands = groups.map((): number[] => []);
        for (const payload of payloads) hands[reports++ % GROUPS]!.push(payload);
        for (const [at, hand] of hands.entries())
          groups[at] = tallyReports(groups[at]!, mechanism, key, hand);
      },
      async result() {
        const whole = estimate(groups.reduce(mergeTallies));
        if (reports < GROUPS * FEWEST_OF_GROUP) return meanResult(whole);
        return { ...meanResult(whole), median: medianOfMeans(groups.map(estimate), whole) };
      },
    };
  },
};
