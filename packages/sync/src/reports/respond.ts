import { SottoError } from '@sotto/core';
import { kAryResponse, type RandomSource } from '@sotto/privacy';
import type { MeasuredValue, TaskMechanism } from '@sotto/protocol';

/** What a mechanism makes of a value; the value itself goes no further. */
export function respond(
  random: RandomSource,
  mechanism: TaskMechanism,
  input: MeasuredValue,
): number {
  switch (mechanism.kind) {
    case 'k-ary-response': {
      const { microEpsilon, values } = mechanism;
      const value = typeof input === 'number' ? input : 0;
      return kAryResponse(random, { microEpsilon, values: values.length }, value);
    }
    default:
      throw new SottoError('privacy/parameters', { origin: 'sync' });
  }
}
