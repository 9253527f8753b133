export {
  composeMu,
  gaussianDelta,
  gaussianEpsilon,
  gaussianMu,
  gaussianMuFor,
  gaussianSigma,
} from './accountant/gaussian.ts';
export { discreteGaussianDelta } from './accountant/discrete-gaussian.ts';
export { discreteLaplaceScale } from './accountant/discrete-laplace.ts';
export {
  basicComposition,
  optimalCompositionDelta,
  optimalCompositionEpsilon,
  type PureReleases,
} from './accountant/pure.ts';
export { kAryRenyi, pureRenyi, renyiEpsilon, type RenyiPrivacy } from './accountant/renyi.ts';
export {
  type Adjacency,
  histogramSensitivity,
  normSensitivity,
  type Sensitivity,
} from './accountant/sensitivity.ts';
export {
  shuffleDelta,
  type ShuffledReports,
  shuffleEpsilon,
  shuffleLocalEpsilon,
} from './accountant/shuffle.ts';
export { type PrivacyTarget } from './accountant/target.ts';
export {
  gaussianRho,
  pureRho,
  sigmaSquaredFor,
  zcdpDelta,
  zcdpEpsilon,
  zcdpRho,
} from './accountant/zcdp.ts';
export { discreteGaussian } from './mechanisms/discrete-gaussian/discrete-gaussian.ts';
export { discreteLaplace } from './mechanisms/discrete-laplace/discrete-laplace.ts';
export { HASH_FUNCTIONS } from './mechanisms/local-hashing/hash-function.ts';
export { HashedCounts } from './mechanisms/local-hashing/hashed-counts.ts';
export {
  hashedResponse,
  type HashedReport,
  localHashing,
  type LocalHashingParameters,
  unpackHashed,
} from './mechanisms/local-hashing/local-hashing.ts';
export {
  localHashingEstimate,
  localHashingRates,
  localHashingSteps,
  type LocalHashingEstimate,
} from './mechanisms/local-hashing/local-hashing-estimate.ts';
export { normalHalfWidth } from './numeric/normal.ts';
export { type Rational } from './numeric/rational.ts';

export { type CountEstimate, type SupportRates } from './interval/score-interval.ts';
export { kAryEstimate, kAryRates } from './mechanisms/k-ary-response/k-ary-estimate.ts';
export { kAryResponse, type KAryParameters } from './mechanisms/k-ary-response/k-ary-response.ts';
export { counterRandom } from './random/counter-random.ts';
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
export {
  type CodeBookParameters,
  frameSize as codeBookFrame,
  PAYLOADS as CODE_BOOK_PAYLOADS,
} from './mechanisms/code-book/code-book-parameters.ts';
export { codeBookWord } from './mechanisms/code-book/code-book-word.ts';
export { wordReader } from './mechanisms/code-book/word-reader.ts';
export { wordSumTally, type WordSum } from './mechanisms/code-book/word-sum-tally.ts';
export { codeBookResponse } from './mechanisms/code-book/code-book-response.ts';
export {
  type CodeBookTally,
  emptyTally,
  mergeTallies,
  tallyReports,
} from './mechanisms/code-book/code-book-tally.ts';
export { roundKey, type RoundKey } from './public-randomness/round-key.ts';
