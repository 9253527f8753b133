import {
  CODE_BOOK_PAYLOADS,
  codeBookEstimate,
  codeBookFrame,
  emptyTally,
  mergeTallies,
  tallyReports,
  wordReader,
  type CodeBookTally,
  type CoordinateEstimate,
  type RoundKey,
} from '@sotto/privacy';
import type { Result } from '@sotto/protocol';
import { CONFIDENCE, type MechanismOf, type ServerMechanism } from './estimator.ts';
import { inSlices } from './in-slices.ts';
import { medianOfMeans } from './median-of-means.ts';
import { spectralFilter, type Rows } from './spectral-filter.ts';

/** Groups that reports are dealt to. */
export const GROUPS = 16;

/** Fewest reports of a group whose mean is nearly normal. */
const FEWEST_OF_GROUP = 10;

/** Longest vector whose reports are filtered: the work grows with the square. */
const WIDEST_FILTERED = 64;

/** The words of reports, as far as they tell of the vector. */
function wordsOf(
  mechanism: MechanismOf<'code-book'>,
  key: RoundKey,
  payloads: readonly number[],
): Rows {
  const width = mechanism.dimension;
  const numbers = new Int16Array(payloads.length * width);
  const read = wordReader(mechanism, key);
  for (const [at, payload] of payloads.entries())
    numbers.set(read(payload).subarray(0, width), at * width);
  return { numbers, width };
}

type Filtered = NonNullable<Extract<Result, { readonly kind: 'mean' }>['filtered']>;

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
    const { dimension } = mechanism;
    const groups: CodeBookTally[] = Array.from({ length: GROUPS }, () => emptyTally(mechanism));
    const all: number[] = [];
    const estimate = (tally: CodeBookTally) => codeBookEstimate(mechanism, tally, CONFIDENCE);
    async function filtered(): Promise<Filtered> {
      const words = wordsOf(mechanism, key, all);
      const kept = await inSlices(spectralFilter(words, codeBookFrame(dimension)));
      const payloads = kept.map((at) => all[at]!);
      const { mean, standardError } = meanResult(
        estimate(tallyReports(emptyTally(mechanism), mechanism, key, payloads)),
      );
      return { leftOut: all.length - kept.length, mean, standardError };
    }
    return {
      add(payloads) {
        // Dealt in the order of nonces: nobody who draws their own knows where the others' lie.
        const hands = groups.map((): number[] => []);
        for (const payload of payloads) hands[all.push(payload) % GROUPS]!.push(payload);
        for (const [at, hand] of hands.entries())
          groups[at] = tallyReports(groups[at]!, mechanism, key, hand);
      },
      async result() {
        const whole = estimate(groups.reduce(mergeTallies));
        if (all.length < GROUPS * FEWEST_OF_GROUP) return meanResult(whole);
        return {
          ...meanResult(whole),
          median: medianOfMeans(groups.map(estimate), whole),
          ...(dimension <= WIDEST_FILTERED && { filtered: await filtered() }),
        };
      },
    };
  },
};
