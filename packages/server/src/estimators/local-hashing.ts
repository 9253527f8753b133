import { HashedCounts, hashedResponse, localHashingSteps, unpackHashed } from '@sotto/privacy';
import { countsResult } from './counts-result.ts';
import { inSlices } from './in-slices.ts';
import { CONFIDENCE, type MechanismOf, type ServerMechanism } from './estimator.ts';

const PAYLOADS = 2 ** 24;

/** Local hashing: a payload is the number of a hash function and a hash value. */
export const localHashing: ServerMechanism<MechanismOf<'local-hashing'>> = {
  fewest: 1,
  payloadCheck(mechanism) {
    const { values } = hashedResponse(mechanism);
    return (payload) => payload < PAYLOADS && unpackHashed(payload).value < values;
  },
  estimator(mechanism, key) {
    const counts = new HashedCounts(mechanism);
    return {
      add(payloads) {
        for (const payload of payloads) counts.add(payload);
      },
      async result() {
        const { items } = await inSlices(localHashingSteps(counts, key, CONFIDENCE));
        return countsResult(items);
      },
    };
  },
};
