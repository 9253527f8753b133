import { kAryEstimate } from '@sotto/privacy';
import { CONFIDENCE, type ServerMechanism } from './estimator.ts';

/** k-ary randomised response: a payload is the number of a value. */
export const kAry: ServerMechanism<'k-ary-response'> = {
  allows: ({ values }, payload) => payload < values.length,
  estimator({ microEpsilon, values }) {
    const reported = new Float64Array(values.length);
    return {
      add(payloads) {
        for (const payload of payloads) reported[payload] = (reported[payload] ?? 0) + 1;
      },
      result() {
        const parameters = { microEpsilon, values: values.length };
        const estimates = kAryEstimate(parameters, reported, CONFIDENCE);
        return {
          kind: 'counts',
          counts: estimates.map(({ count }) => count),
          low: estimates.map(({ low }) => low),
          high: estimates.map(({ high }) => high),
          confidence: CONFIDENCE,
        };
      },
    };
  },
};
