import { INTENT_DIMENSION } from '@sotto/learning';
import { ROUND_MS } from '@sotto/protocol';
import type { Measure } from '@sotto/sync';
import { versionFor, type MeasureSources } from './measure-sources.ts';

/** Which way the intent head should go, by the visits of the week: see `intentGradient`. */
export function intentGradientMeasure(sources: MeasureSources): Measure {
  return {
    mechanism: 'code-book',
    fits: (mechanism) => mechanism.kind === 'code-book' && mechanism.dimension === INTENT_DIMENSION,
    of: async (_, { round }) => {
      const versions = await sources.versions();
      if (versions === undefined) return null;
      const visits = await sources.intentVisits((round - 1) * ROUND_MS, round * ROUND_MS);
      const { intentGradient } = await sources.functions();
      const { intent } = versionFor(versions, round)?.model.parts ?? {};
      const numbers = intent?.numbers ?? Array.from({ length: INTENT_DIMENSION }, () => 0);
      const gradient = intentGradient(visits, numbers);
      return gradient === null ? null : [...gradient];
    },
  };
}
