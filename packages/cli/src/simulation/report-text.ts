import type { Estimate } from '../evaluation/bootstrap.ts';
import { table } from '../terminal/table.ts';
import type { Colours } from '../terminal/terminal.ts';
import type { ArmResult } from './arm-results.ts';
import type { SimulationResult } from './simulate-shop.ts';

const BARS = '▁▂▃▄▅▆▇█';

/** Most bars of a row: more weeks are put together. */
const MOST_BARS = 14;

/** Values as a row of bars, one a value, all rows between the same two ends. */
export function sparkline(values: readonly number[], low: number, high: number): string {
  const top = BARS.length - 1;
  return values
    .map((value) => {
      const share = high === low ? 0 : (value - low) / (high - low);
      return BARS[Math.max(0, Math.min(top, Math.round(share * top)))];
    })
    .join('');
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);

/** As many values at most, each the mean of as many weeks that follow each other. */
function shortened(weekly: readonly number[], most: number): number[] {
  const each = Math.ceil(weekly.length / most);
  return Array.from({ length: Math.ceil(weekly.length / each) }, (_, at) =>
    mean(weekly.slice(at * each, (at + 1) * each)),
  );
}

const whole = (value: number): string => (value * 100).toFixed(0).replace('-', '−');
const ndcg = (value: number): string => value.toFixed(4);
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;

const interval = ({ low, high }: Estimate, text: (value: number) => string): string =>
  `(${text(low)} to ${text(high)})`;

/** The lowest and the highest run. */
const span = (values: readonly number[], text: (value: number) => string): string =>
  `${text(Math.min(...values))} to ${text(Math.max(...values))}`;

/** The tables of a simulation, for a terminal of 80 columns. */
export function reportText({ arms }: SimulationResult, colours: Colours): string {
  const parts = [qualityTable(arms, colours), gainsTable(arms, colours)];
  return [...parts, runsTable(arms, colours)].join('\n\n');
}

function qualityTable(arms: readonly ArmResult[], { bold, dim }: Colours): string {
  const bars = arms.map(({ weekly }) => shortened(weekly, MOST_BARS));
  const [low, high] = [Math.min(...bars.flat()), Math.max(...bars.flat())];
  const head = ['Lists by', 'over time', 'NDCG@10 at the end', '% of the gap'];
  const rows = arms.map((arm, at) => [
    arm.kind === 'both' ? bold(arm.name) : arm.name,
    sparkline(bars[at] ?? [], low, high),
    `${ndcg(arm.ndcg.mean)} ${dim(interval(arm.ndcg, ndcg))}`,
    isEnd(arm) ? '' : `${whole(arm.gap.mean)} ${dim(interval(arm.gap, whole))}`,
  ]);
  return table([head.map((cell) => dim(cell)), ...rows]);
}

/** The two ends of the gap. */
const isEnd = ({ kind }: ArmResult): boolean => kind === 'fixed';

function gainsTable(arms: readonly ArmResult[], { dim, green, red }: Colours): string {
  const rows = arms
    .filter(({ name, over }) => name !== over)
    .map(({ name, over, gain }) => [
      name,
      over,
      `${signed(gain.mean)} ${dim(interval(gain, signed))}`,
      gain.low > 0 ? green('better') : gain.high < 0 ? red('worse') : '',
    ]);
  const head = ['Against', 'lists by', 'NDCG@10 (95 % over shoppers)'];
  return table([head.map((cell) => dim(cell)), ...rows]);
}

function runsTable(arms: readonly ArmResult[], { dim }: Colours): string {
  const head = ['Run by run', 'NDCG@10', '% of the gap', 'reports', 'kept'];
  const rows = arms
    .filter(({ reports }) => reports !== undefined)
    .map((arm) => [
      arm.name,
      span(arm.end, ndcg),
      span(arm.recovered, whole),
      (arm.reports ?? 0).toLocaleString('en-US'),
      keptText(arm),
    ]);
  return table(
    [head.map((cell) => dim(cell)), ...rows],
    ['left', 'left', 'left', 'right', 'right'],
  );
}

/** Versions that were kept, of those whose trial is over. */
function keptText({ versions }: ArmResult): string {
  const entries = Object.entries(versions ?? {});
  if (entries.length === 0) return '';
  const tried = entries.filter(([state]) => state !== 'candidate');
  const decided = tried.reduce((sum, [, count]) => sum + count, 0);
  const kept = (versions?.['current'] ?? 0) + (versions?.['replaced'] ?? 0);
  return `${kept} of ${decided}`;
}
