import {
  codeBookResponse,
  kAryResponse,
  localHashing,
  type RandomSource,
  type RoundKey,
} from '@sotto/privacy';
import type { MeasuredValue, TaskMechanism } from '@sotto/protocol';

/**
 * What a mechanism makes of a value; the value itself goes no further.
 *
 * @param key of the round
 * @throws `privacy/parameters`, `privacy/randomness`
 */
export function respond(
  random: RandomSource,
  mechanism: TaskMechanism,
  key: RoundKey,
  input: MeasuredValue,
): number {
  switch (mechanism.kind) {
    case 'k-ary-response': {
      const { microEpsilon, values } = mechanism;
      const value = typeof input === 'number' ? input : 0;
      return kAryResponse(random, { microEpsilon, values: values.length }, value);
    }
    case 'local-hashing':
      return localHashing(random, mechanism, key, typeof input === 'number' ? input : null);
    case 'code-book': {
      const vector = typeof input === 'object' && input !== null ? Float64Array.from(input) : null;
      return codeBookResponse(random, mechanism, key, vector);
    }
  }
}
