import { FUSION_DIMENSION } from '@sotto/learning';
import { VERSION_VOTES } from '@sotto/protocol';
import { listOutcome, type Measure, type Measures } from '@sotto/sync';
import { adapterGradientMeasure } from './adapter-gradient-measure.ts';
import { groupCovisitsMeasure, groupPopularityMeasure } from './group-count-measures.ts';
import { intentGradientMeasure } from './intent-gradient-measure.ts';
import { seenBy, versionFor, choicesBefore, type MeasureSources } from './measure-sources.ts';
import { weightsOf } from './version-use.ts';

/**
 * Every measure that a device takes, by the name that tasks call it by. None of them reads what was learnt for this
 * shopper alone: that was learnt from the very choices that they tell of.
 */
export function measuresOf(sources: MeasureSources): Measures {
  return {
    'list-outcome': listOutcome((round) => sources.tried(round)),
    'fusion-gradient': fusionGradientMeasure(sources),
    'intent-gradient': intentGradientMeasure(sources),
    'adapter-gradient': adapterGradientMeasure(sources),
    'group-popularity': groupPopularityMeasure(sources),
    'group-covisits': groupCovisitsMeasure(sources),
    'version-vote': versionVote(sources),
  };
}

/** Which way the weights of the channels should go, at the newest version that reports of the round may tell of. */
function fusionGradientMeasure(sources: MeasureSources): Measure {
  return {
    mechanism: 'code-book',
    fits: (mechanism) => mechanism.kind === 'code-book' && mechanism.dimension === FUSION_DIMENSION,
    of: async (_, { round }) => {
      const [versions, shop] = [await sources.versions(), await sources.shop()];
      if (versions === undefined || shop === undefined) return null;
      const version = versionFor(versions, round);
      const { choiceExamples, fusionGradient } = await sources.functions();
      const seen = await seenBy(version, shop, sources);
      const examples = await choiceExamples(shop.history, seen, choicesBefore(round));
      const numbers = version?.model.parts.fusion?.numbers ?? [];
      const gradient = fusionGradient(examples, shop.prior, numbers);
      return gradient === null ? null : [...gradient];
    },
  };
}

/** Whether the candidate would have put what the shopper went on to higher than the current version. */
function versionVote(sources: MeasureSources): Measure {
  return {
    mechanism: 'k-ary-response',
    fits: (mechanism) =>
      mechanism.kind === 'k-ary-response' && mechanism.values.join() === VERSION_VOTES.join(),
    of: async (_, { round }) => {
      const [versions, shop] = [await sources.versions(), await sources.shop()];
      if (versions === undefined || shop === undefined) return null;
      const { current, candidate } = versions;
      if (candidate === null) return null;
      const { pairedChoiceExamples, vote } = await sources.functions();
      const seen = [
        await seenBy(current, shop, sources),
        await seenBy(candidate, shop, sources),
      ] as const;
      const [examples, others] = await pairedChoiceExamples(
        shop.history,
        seen,
        choicesBefore(round),
      );
      const { prior } = shop;
      return vote(examples, weightsOf(current, prior), weightsOf(candidate, prior), others);
    },
  };
}
