import { type KAryParameters, kAryResponse } from '../mechanisms/k-ary-response/k-ary-response.ts';
import { bernoulli } from '../random/bernoulli.ts';
import type { RandomSource } from '../random/random-source.ts';
import type { AuditSubject } from './audit-subject.ts';

/** k-ary response about the first value and about the last. Events: each of the two. */
export function kArySubject(random: RandomSource, parameters: KAryParameters): AuditSubject {
  const inputs = [0, parameters.values - 1] as const;
  return {
    run: (input) => kAryResponse(random, parameters, inputs[input]),
    events: {
      'first value': (report) => report === inputs[0],
      'last value': (report) => report === inputs[1],
    },
    spoil: (input, report, percent) =>
      bernoulli(random, BigInt(percent), 100n) ? inputs[input] : report,
    leastPercent: 10,
  };
}
