export { bernoulli } from './random/bernoulli.ts';
export { type RandomSource } from './random/random-source.ts';
export { recordRandom, replayRandom, type RecordedRandom } from './random/random-tape.ts';
export { systemRandom } from './random/system-random.ts';
export { uniformBelow, uniformIndex } from './random/uniform.ts';
