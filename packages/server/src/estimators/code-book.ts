import {
  CODE_BOOK_PAYLOADS,
  codeBookEstimate,
  emptyTally,
  tallyReports,
  type CoordinateEstimate,
} from '@sotto/privacy';
import type { Result } from '@sotto/protocol';
import { CONFIDENCE, type MechanismOf, type ServerMechanism } from './estimator.ts';

/** An estimated mean as it is published. */
export const meanResult = (numbers: readonly CoordinateEstimate[]): Result => ({
  kind: 'mean',
  mean: numbers.map(({ mean }) => mean),
  standardError: numbers.map(({ standardError }) => standardError),
});

/** Code-book response: a payload is the number of a book and of a word in it. */
export const codeBook: ServerMechanism<MechanismOf<'code-book'>> = {
  fewest: 2,
  payloadCheck: () => (payload) => payload < CODE_BOOK_PAYLOADS,
  estimator(mechanism, key) {
    let tally = emptyTally(mechanism);
    return {
      add(payloads) {
        tally = tallyReports(tally, mechanism, key, payloads);
      },
      result() {
        return meanResult(codeBookEstimate(mechanism, tally, CONFIDENCE));
      },
    };
  },
};
