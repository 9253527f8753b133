import { seededRng, type Rng } from '@sotto/core';
import { groupsOfPairs, isGroupCount, type ProductGroups } from '@sotto/learning';
import { systemRandom } from '@sotto/privacy';
import { ROUND_MS, type TaskMechanism } from '@sotto/protocol';
import type { Interaction } from '@sotto/ranking';
import type { Measure } from '@sotto/sync';
import type { LearningFunctions } from './learning-functions.ts';
import type { MeasureSources } from './measure-sources.ts';

/** The group of one product of the week, see `groupPopularity`. */
export const groupPopularityMeasure = (sources: MeasureSources): Measure =>
  groupCountMeasure(
    sources,
    (items) => (isGroupCount(items) ? items : undefined),
    ({ groupPopularity }) => groupPopularity,
  );

/** The groups of two products of the week, one after the other, see `groupCovisits`. */
export const groupCovisitsMeasure = (sources: MeasureSources): Measure =>
  groupCountMeasure(sources, groupsOfPairs, ({ groupCovisits }) => groupCovisits);

const numberingIn = (mechanism: TaskMechanism): string | undefined =>
  mechanism.kind === 'local-hashing' ? mechanism.numbering : undefined;

type DrawAnswer = (week: readonly Interaction[], groups: ProductGroups, rng: Rng) => number | null;

/**
 * A count over groups. There is nothing to tell where the task counts other groups than the pack has, or
 * numbers them otherwise. What is drawn of
 * the week is drawn anew on each device: one seed for all would choose the same place of every week.
 *
 * @param groupsOf how many groups an alphabet is of; undefined where it is none of this measure
 */
function groupCountMeasure(
  { functions, shop }: Pick<MeasureSources, 'functions' | 'shop'>,
  groupsOf: (items: number) => number | undefined,
  choose: (of: LearningFunctions) => DrawAnswer,
): Measure {
  const countOf = (mechanism: TaskMechanism): number | undefined =>
    mechanism.kind === 'local-hashing' ? groupsOf(mechanism.items) : undefined;
  return {
    mechanism: 'local-hashing',
    fits: (mechanism) => countOf(mechanism) !== undefined,
    of: async (_, { task, round }) => {
      const known = await shop();
      if (known === undefined) return null;
      const own = await functions();
      const groups = own.productGroups(known.catalog);
      if (groups === undefined || groups.count !== countOf(task.mechanism)) return null;
      if (groups.numbering !== numberingIn(task.mechanism)) return null;
      const [since, until] = [(round - 1) * ROUND_MS, round * ROUND_MS];
      const week = known.history.filter(({ at }) => since <= at && at < until);
      return choose(own)(week, groups, seededRng(systemRandom().uint32()));
    },
  };
}
