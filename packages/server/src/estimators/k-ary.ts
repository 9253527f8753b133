import { kAryEstimate } from '@sotto/privacy';
import { countsResult } from './counts-result.ts';
import { CONFIDENCE, type MechanismOf, type ServerMechanism } from './estimator.ts';

/** k-ary randomised response: a payload is the number of a value. */
export const kAry: ServerMechanism<MechanismOf<'k-ary-response'>> = {
  fewest: 1,
  payloadCheck:
    ({ values }) =>
    (payload) =>
      payload < values.length,
  estimator({ microEpsilon, values }) {
    const reported = new Float64Array(values.length);
    return {
      add(payloads) {
        for (const payload of payloads) reported[payload] = (reported[payload] ?? 0) + 1;
      },
      result: async () =>
        countsResult(kAryEstimate({ microEpsilon, values: values.length }, reported, CONFIDENCE)),
    };
  },
};
