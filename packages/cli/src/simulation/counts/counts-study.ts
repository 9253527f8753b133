import { productGroups } from '@sotto/learning';
import { bootstrapMean, meanOf, type Estimate } from '../../evaluation/bootstrap.ts';
import type { EvaluatedShop } from '../../evaluation/evaluated-shop.ts';
import { WEIGHT_GRID } from '../../evaluation/search-weights.ts';
import type { Sequences } from '../../evaluation/sequences.ts';
import type { SplitName } from '../../evaluation/split.ts';
import type { Progress, Report } from '../../terminal/progress.ts';
import {
  canCount,
  COUNT_KINDS,
  learnt,
  productsAsGroups,
  shopCounts,
  type CountKind,
  type Learnt,
  type ShopCounts,
} from './count-kinds.ts';
import type { DeviceWeek } from './device-weeks.ts';
import { halfOfUsers, type HalfOfUsers } from './half-of-users.ts';
import { measureArms, type Arm } from './measure-arms.ts';
import { drawnRound, exactRound, reportedRound, type RoundOptions } from './private-round.ts';

/** How the study is done. */
export interface CountsStudyOptions {
  readonly split: SplitName;
  /** Sizes of a round. */
  readonly reports: readonly number[];
  readonly epsilons: readonly number[];
  /** Rounds of at most so many reports are made report by report, larger ones drawn from the law of the estimate. */
  readonly real: number;
  /** Rounds of each size and epsilon, each with draws of its own. */
  readonly runs: number;
  /** Most users whose lists are looked at, of each half. */
  readonly users: number;
  readonly seed: number;
  readonly progress: Progress;
}

/** What counts of one kind, size and epsilon are worth. */
export interface StudiedCounts {
  readonly kind: CountKind;
  /** Infinity: exact counts. */
  readonly reports: number;
  /** Infinity: no noise. */
  readonly epsilon: number;
  /** NDCG@10 minus that of the prior, mean over runs and users; the interval is over users. */
  readonly gain: Estimate;
  /** Lowest and highest gain of a run. */
  readonly runs: readonly [number, number];
  /** Bytes of the part on the wire, as JSON. */
  readonly bytes: number;
}

/** What a study found. */
export interface CountsStudy {
  readonly groups: number;
  readonly products: number;
  /** Users of the report half whose lists were looked at. */
  readonly users: number;
  /** Weeks of devices that reports are drawn from. */
  readonly weeks: number;
  /** NDCG@10 of the prior. */
  readonly prior: Estimate;
  /** Weight of the channel by kind of counts, found on the design half with exact counts. */
  readonly weights: Readonly<Partial<Record<CountKind, number>>>;
  readonly results: readonly StudiedCounts[];
}

/**
 * From which traffic private counts make lists better than the catalogue alone does. Users are halved by a hash of
 * their name: one half chooses the weight of the channel, with exact counts of its own; the other half reports, and
 * its held-back products are looked for.
 *
 * @returns undefined where the pack has neither categories nor vectors
 */
export async function countsStudy(
  shop: EvaluatedShop,
  sequences: Sequences,
  options: CountsStudyOptions,
): Promise<CountsStudy | undefined> {
  const groups = productGroups(shop.catalog);
  if (groups === undefined) return undefined;
  const { seed, progress } = options;
  const design = halfOfUsers(sequences, 'design', 'validation', options);
  const report = halfOfUsers(sequences, 'report', 'test', options);
  const measure = (title: string, arms: readonly Arm[], half: HalfOfUsers) =>
    progress.step(title, async (tell) =>
      measureArms(shop, arms, half, {
        seed,
        onCase: (done) => tell(done, half.cases.length, 'users'),
      }),
    );
  const kinds: KindOfShop[] = [];
  for (const kind of COUNT_KINDS) {
    const own = kind === 'items' ? productsAsGroups(shop.catalog.items.size) : groups;
    if (!canCount(kind, own)) continue;
    const counts = shopCounts(kind, own);
    const arms = WEIGHT_GRID.map((weight) => ({ ...exactly(counts, design.weeks), weight }));
    const means = (await measure(`Choosing the weight of ${kind}`, arms, design)).map(meanOf);
    const weight = WEIGHT_GRID[means.indexOf(Math.max(...means))] ?? 0;
    kinds.push({ kind, counts, weight });
  }
  const settings = await progress.step('Counting', async (tell) =>
    makeSettings(kinds, report.weeks, options, tell),
  );
  const arms = [{ signals: undefined, weight: 0 }, ...settings.flatMap((setting) => setting.arms)];
  const [prior = new Float64Array(), ...found] = await measure('Ranking', arms, report);
  let next = 0;
  const results = settings.map(({ arms: { length }, ...setting }) => ({
    ...setting,
    ...gainOf(found.slice(next, (next += length)), prior, seed),
  }));
  return {
    groups: groups.count,
    products: shop.catalog.items.size,
    users: report.cases.length,
    weeks: report.weeks.length,
    prior: bootstrapMean(prior, seed),
    weights: Object.fromEntries(kinds.map(({ kind, weight }) => [kind, weight])),
    results,
  };
}

/** Counts of one kind, and the weight of the channel with them. */
interface KindOfShop {
  readonly kind: CountKind;
  readonly counts: ShopCounts;
  readonly weight: number;
}

interface Setting {
  readonly kind: CountKind;
  readonly reports: number;
  readonly epsilon: number;
  readonly bytes: number;
  /** One for each run. */
  readonly arms: readonly Arm[];
}

/** Counts of every kind, size and epsilon, and exact ones of each kind. */
async function makeSettings(
  kinds: readonly KindOfShop[],
  weeks: readonly DeviceWeek[],
  { reports, epsilons, real, runs, seed }: CountsStudyOptions,
  tell: Report,
): Promise<Setting[]> {
  const settings: Setting[] = [];
  const all = kinds.length * epsilons.length * reports.length * runs;
  let done = 0;
  for (const { kind, counts, weight } of kinds) {
    for (const epsilon of epsilons) {
      for (const size of reports) {
        const arms: (Arm & Learnt)[] = [];
        for (let run = 0; run < runs; run += 1) {
          const round = { reports: size, microEpsilon: epsilon * 1e6, seed: seed + run };
          const make = size <= real ? reportedRound : drawnRound;
          arms.push({ ...(await privately(make, counts, weeks, round)), weight });
          tell((done += 1), all, 'rounds');
        }
        settings.push({ kind, reports: size, epsilon, arms, bytes: bytesOf(arms) });
      }
    }
    const arms = [{ ...exactly(counts, weeks), weight }];
    settings.push({ kind, reports: Infinity, epsilon: Infinity, arms, bytes: bytesOf(arms) });
  }
  return settings;
}

/** The largest part on the wire. */
const bytesOf = (arms: readonly Learnt[]): number =>
  Math.max(...arms.map(({ part }) => JSON.stringify(part).length));

async function privately(
  make: typeof reportedRound | typeof drawnRound,
  counts: ShopCounts,
  weeks: readonly DeviceWeek[],
  { seed, ...round }: RoundOptions,
): Promise<Learnt> {
  const answers = [];
  for (const [at, question] of counts.questions.entries()) {
    // Another seed for every question and run.
    answers.push(await make(weeks, question, { ...round, seed: 2 * seed + at }));
  }
  return learnt(counts, answers);
}

const exactly = (counts: ShopCounts, weeks: readonly DeviceWeek[]): Learnt =>
  learnt(
    counts,
    counts.questions.map((each) => exactRound(weeks, each)),
  );

/** What runs find more than the prior does: of each case the mean over runs. */
function gainOf(runs: readonly Float64Array[], prior: Float64Array, seed: number) {
  const means = runs.map((run) => meanOf(run) - meanOf(prior));
  const gains = prior.map(
    (without, at) => runs.reduce((sum, run) => sum + ((run[at] ?? 0) - without), 0) / runs.length,
  );
  return {
    gain: bootstrapMean(gains, seed),
    runs: [Math.min(...means), Math.max(...means)] as const,
  };
}
