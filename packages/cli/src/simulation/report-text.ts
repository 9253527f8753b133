import { table } from '../terminal/table.ts';
import type { Colours } from '../terminal/terminal.ts';
import type { ArmResult, SimulationResult } from './simulate-shop.ts';

const BARS = '▁▂▃▄▅▆▇█';

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

const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;

/** A mean with the lowest and the highest run, where they differ. */
function withRange(values: readonly number[], text: (value: number) => string): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(text);
  return low === high ? text(mean(values)) : `${text(mean(values))} (${low} to ${high})`;
}

/** The table of a simulation, for a terminal. */
export function reportText({ arms }: SimulationResult, colours: Colours): string {
  const { bold, dim } = colours;
  const all = arms.flatMap(({ weekly }) => weekly);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const head = [
    'Lists by',
    'NDCG@10 by week',
    'at the end',
    'of the gap',
    'reports a round',
    'kept',
  ];
  const rows = arms.map((arm) => [
    arm.kind === 'both' ? bold(arm.name) : arm.name,
    sparkline(arm.weekly, low, high),
    withRange(arm.end, (value) => value.toFixed(4)),
    arm.name === 'prior' || arm.name === 'central' ? '' : withRange(arm.recovered, percent),
    arm.reports === undefined ? '' : arm.reports.toLocaleString('en-US'),
    keptText(arm),
  ]);
  return table(
    [head.map((cell) => dim(cell)), ...rows],
    ['left', 'left', 'left', 'left', 'right', 'right'],
  );
}

/** Versions that were kept, of those that were made. */
function keptText({ versions }: ArmResult): string {
  const entries = Object.entries(versions ?? {});
  if (entries.length === 0) return '';
  const made = entries.reduce((sum, [, count]) => sum + count, 0);
  const kept = (versions?.['current'] ?? 0) + (versions?.['replaced'] ?? 0);
  return `${kept} of ${made}`;
}
