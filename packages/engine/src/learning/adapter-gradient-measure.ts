import { ADAPTER_RANKS, type AdapterRank } from '@sotto/learning';
import type { TaskMechanism } from '@sotto/protocol';
import type { Measure } from '@sotto/sync';
import { seenBy, versionFor, choicesBefore, type MeasureSources } from './measure-sources.ts';
import { weightsOf } from './version-use.ts';

/**
 * Which way the adapter should go, by the choices of the week: see `adapterGradient`. In two shares alone: what one
 * report must hide by itself leaves next to nothing of so many numbers.
 */
export function adapterGradientMeasure(sources: MeasureSources): Measure {
  return {
    mechanism: 'code-book',
    fits: (mechanism) => rankOf(mechanism) !== undefined,
    of: async (_, { task, round }) => {
      const rank = rankOf(task.mechanism);
      if (rank === undefined || task.mode.kind !== 'split') return null;
      const [versions, shop] = [await sources.versions(), await sources.shop()];
      if (versions === undefined || shop?.catalog.vectors === undefined) return null;
      const version = versionFor(versions, round);
      const { adapterExamples, choiceExamples } = await sources.functions();
      const seen = await seenBy(version, shop, sources);
      const choices = await choiceExamples(shop.history, seen, choicesBefore(round));
      const { vectors } = shop.catalog;
      const weights = weightsOf(version, shop.prior);
      const examples = adapterExamples(choices, vectors, weights, shop.prior, rank);
      if (examples.length === 0) return null;
      const { adapter } = version?.model.parts ?? {};
      const zeros = Array.from({ length: rank * rank }, () => 0);
      const numbers = adapter?.rank === rank ? adapter.numbers : zeros;
      const trainer = await sources.trainer();
      return [...(await trainer.adapterGradient(examples, numbers)).gradient];
    },
  };
}

const rankOf = (mechanism: TaskMechanism): AdapterRank | undefined =>
  mechanism.kind === 'code-book'
    ? ADAPTER_RANKS.find((rank) => rank * rank === mechanism.dimension)
    : undefined;
