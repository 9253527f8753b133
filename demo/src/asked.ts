import {
  LIST_OUTCOMES_OF_TRIAL,
  VERSION_VOTES,
  type Task,
  type TaskMechanism,
} from '@sotto/protocol';

/** Groups of products that private counts are of, as `sotto inspect` tells them. */
export interface CountedGroups {
  readonly items: number;
  readonly numbering: string;
}

/** In which weeks a task takes part. */
type Weeks = Pick<Task['rounds'], 'first' | 'every'>;

const taskOf = (measure: string, weeks: Weeks, mechanism: TaskMechanism): Task => ({
  measure,
  mechanism,
  mode: { kind: 'solo' },
  minimumCohort: 20,
  rounds: { ...weeks, last: 4_294_967_295 },
});

/** How gradients become versions: as `sotto simulate` measured it. */
const FUSION = { kind: 'momentum', rate: 120 } as const;

/**
 * What the demo shop asks of those who share, and how it learns from it. In odd weeks what became of lists and of the last
 * version, at ε = 2.5; in even ones, by turns, which way the weights should go and the group of one product, each at
 * ε = 4: 19.5 in any six weeks, of the 20 that a device allows in the 30 days that can touch them.
 *
 * Counts have weeks of their own because they need ε = 4: at the 1 that a gradient leaves of a week's 5 they say nothing
 * below 100,000 reports, see `docs/learning.md`.
 *
 * @param groups `null` where the pack has none: gradients have all even weeks then
 */
export function asked(groups: CountedGroups | null) {
  const even = { first: 0, every: groups === null ? 2 : 4 };
  const odd = { first: 1, every: 2 };
  const tasks = [
    taskOf('fusion-gradient', even, {
      kind: 'code-book',
      microEpsilon: 4_000_000,
      dimension: 16,
      microClip: 30_000,
    }),
    taskOf('version-vote', odd, {
      kind: 'k-ary-response',
      microEpsilon: 2_000_000,
      values: [...VERSION_VOTES],
    }),
    taskOf('list-outcome', odd, {
      kind: 'k-ary-response',
      microEpsilon: 500_000,
      values: [...LIST_OUTCOMES_OF_TRIAL],
    }),
  ];
  if (groups === null) return { tasks, learning: { parts: { fusion: FUSION } } };
  const counts = taskOf(
    'group-popularity',
    { first: 2, every: 4 },
    {
      kind: 'local-hashing',
      microEpsilon: 4_000_000,
      ...groups,
    },
  );
  return {
    tasks: [...tasks, counts],
    learning: { parts: { fusion: FUSION, groups: true as const } },
  };
}
