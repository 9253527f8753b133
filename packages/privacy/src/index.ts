export { type CountEstimate } from './interval/score-interval.ts';
export { kAryEstimate } from './mechanisms/k-ary-response/k-ary-estimate.ts';
export { kAryResponse, type KAryParameters } from './mechanisms/k-ary-response/k-ary-response.ts';
export { bernoulli } from './random/bernoulli.ts';
export { type RandomSource } from './random/random-source.ts';
export { recordRandom, replayRandom, type RecordedRandom } from './random/random-tape.ts';
export { systemRandom } from './random/system-random.ts';
export { uniformBelow, uniformIndex } from './random/uniform.ts';
export {
  codeBookEstimate,
  type CoordinateEstimate,
} from './mechanisms/code-book/code-book-estimate.ts';
export {
  codeBookError,
  codeBookMoments,
  type CodeBookMoments,
} from './mechanisms/code-book/code-book-moments.ts';
export { type CodeBookParameters } from './mechanisms/code-book/code-book-parameters.ts';
export { codeBookResponse } from './mechanisms/code-book/code-book-response.ts';
export {
  type CodeBookTally,
  emptyTally,
  mergeTallies,
  tallyReports,
} from './mechanisms/code-book/code-book-tally.ts';
export { roundKey, type RoundKey } from './public-randomness/round-key.ts';
