import { shuffleEpsilon } from '@sotto/privacy';
import { table } from '../../terminal/table.ts';
import type { Colours } from '../../terminal/terminal.ts';
import { COUNT_KINDS, type CountKind } from './count-kinds.ts';
import type { CountsStudy, StudiedCounts } from './counts-study.ts';

/** What kinds of counts are called. */
export const KIND_NAMES: Readonly<Record<CountKind, string>> = {
  popularity: 'popularity of groups',
  covisits: 'and co-visits of groups',
  items: 'popularity of each product',
};

/** Delta of what is claimed of reports through a relay. */
const DELTA = 1e-6;

const whole = (count: number): string => count.toLocaleString('en-US');

/** A gain as a share of the prior, such as `+4.2 %`. */
export const percent = (gain: number, prior: number): string => {
  const share = prior === 0 ? 0 : (100 * gain) / prior;
  return `${share < 0 ? '−' : '+'}${Math.abs(share).toFixed(1)} %`;
};

/** Whether counts make lists better, worse, or neither for sure. */
export const verdict = ({ gain }: StudiedCounts): 'helps' | 'harms' | '' =>
  gain.low > 0 ? 'helps' : gain.high < 0 ? 'harms' : '';

/** The least traffic that helps, and every larger one too; undefined where the largest does not. */
export function helpsFrom(
  { results }: CountsStudy,
  kind: CountKind,
  epsilon: number,
): number | undefined {
  const own = results
    .filter((each) => each.kind === kind && each.epsilon === epsilon)
    .sort((a, b) => b.reports - a.reports);
  const first = own.findIndex((each) => verdict(each) !== 'helps');
  return (first < 0 ? own.at(-1) : own[first - 1])?.reports;
}

/** The study as a table. */
export function countsText(study: CountsStudy, colours: Colours): string {
  const { bold, dim, green, red } = colours;
  const head = ['Counts', 'reports', 'ε', 'through a relay', 'NDCG@10', 'gain (95 %)', '', 'bytes'];
  const rows = study.results.map((each) => {
    const { kind, reports, epsilon, gain, bytes } = each;
    const mean = study.prior.mean;
    const word = verdict(each);
    return [
      KIND_NAMES[kind],
      reports === Infinity ? 'exact' : whole(reports),
      epsilon === Infinity ? '–' : String(epsilon),
      reports === Infinity
        ? '–'
        : shuffleEpsilon({ reports, localEpsilon: epsilon }, DELTA).toFixed(2),
      (mean + gain.mean).toFixed(4),
      `${percent(gain.mean, mean)} (${percent(gain.low, mean)} to ${percent(gain.high, mean)})`,
      word === 'helps' ? green(word) : word === 'harms' ? red(word) : '',
      whole(bytes),
    ];
  });
  const { prior } = study;
  const epsilons = [...new Set(study.results.map(({ epsilon }) => epsilon))].filter(
    Number.isFinite,
  );
  const summary = epsilons.flatMap((epsilon) =>
    COUNT_KINDS.map((kind) => {
      const from = helpsFrom(study, kind, epsilon);
      const when =
        from === undefined ? dim('not up to here') : `from ${bold(whole(from))} reports on`;
      return [`ε ${epsilon}`, KIND_NAMES[kind], when];
    }),
  );
  return [
    `Prior, the catalogue alone: NDCG@10 ${bold(prior.mean.toFixed(4))} ${dim(`(${prior.low.toFixed(4)} to ${prior.high.toFixed(4)})`)}`,
    '',
    table(
      [head.map((cell) => dim(cell)), ...rows],
      ['left', 'right', 'right', 'right', 'right', 'left', 'left', 'right'],
    ),
    '',
    'Helps for sure',
    table(summary, [], '  '),
  ].join('\n');
}
