import { clipVector } from '../mechanisms/code-book/clip-vector.ts';
import {
  type CodeBookParameters,
  frameSize,
  WORDS,
} from '../mechanisms/code-book/code-book-parameters.ts';
import { codeBookResponse } from '../mechanisms/code-book/code-book-response.ts';
import { codeBookPlan } from '../mechanisms/code-book/code-book-weights.ts';
import { bookScores } from '../mechanisms/code-book/code-words.ts';
import { topPlaces } from '../mechanisms/code-book/ranked-draw.ts';
import { toRankingVector } from '../mechanisms/code-book/ranking-vector.ts';
import type { RoundKey } from '../public-randomness/round-key.ts';
import { bernoulli } from '../random/bernoulli.ts';
import type { RandomSource } from '../random/random-source.ts';
import type { AuditSubject } from './audit-subject.ts';

interface RankedBook {
  readonly top: Uint8Array;
  readonly best: number;
  readonly worst: number;
  readonly scores: Int32Array;
}

/** Ranks books for a vector, each once. */
function bookRanks(
  { microEpsilon, dimension, microClip }: CodeBookParameters,
  key: RoundKey,
  vector: Float64Array,
): (payload: number) => RankedBook {
  const plan = codeBookPlan(microEpsilon);
  const units = new Int32Array(frameSize(dimension));
  clipVector(vector, microClip, units);
  toRankingVector(units, key, plan);
  const books = new Map<number, RankedBook>();
  return (payload) => {
    const book = Math.floor(payload / WORDS);
    const known = books.get(book);
    if (known !== undefined) return known;
    const scores = bookScores(key, book, units);
    const ranked = {
      scores,
      top: topPlaces(scores, plan.top, 0),
      best: topPlaces(scores, 1, 0).indexOf(1),
      worst: topPlaces(
        scores.map((score) => -score),
        1,
        0,
      ).indexOf(1),
    };
    books.set(book, ranked);
    return ranked;
  };
}

/**
 * Code-book response about a vector as long as the clip and about its opposite, the pair that is easiest to
 * tell apart. Events: a favoured word of the vector, its best word, a word on its side.
 */
export function codeBookSubject(
  random: RandomSource,
  parameters: CodeBookParameters,
  key: RoundKey,
): AuditSubject {
  const { dimension, microClip } = parameters;
  const vector = Float64Array.from(
    { length: dimension },
    (_, i) => ((1 + (i % 3)) * (i % 2 === 0 ? 1 : -1) * microClip) / 1e6,
  );
  const inputs = [vector, vector.map((each) => -each)] as const;
  const ranks = bookRanks(parameters, key, vector);
  return {
    run: (input) => codeBookResponse(random, parameters, key, inputs[input]),
    events: {
      'favoured word': (payload) => ranks(payload).top[payload % WORDS] === 1,
      'best word': (payload) => ranks(payload).best === payload % WORDS,
      'word on its side': (payload) => ranks(payload).scores[payload % WORDS]! > 0,
    },
    spoil: (input, payload, percent) => {
      if (!bernoulli(random, BigInt(percent), 100n)) return payload;
      const { best, worst } = ranks(payload);
      return payload - (payload % WORDS) + (input === 0 ? best : worst);
    },
    leastPercent: 2,
  };
}
