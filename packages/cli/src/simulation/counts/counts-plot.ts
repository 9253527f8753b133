import type { Colours } from '../../terminal/terminal.ts';
import { COUNT_KINDS, type CountKind } from './count-kinds.ts';
import type { CountsStudy } from './counts-study.ts';
import { KIND_NAMES } from './counts-text.ts';

const HEIGHT = 12;
const WIDTH = 56;
const LABEL = 9;

const MARKS: Readonly<Record<CountKind, string>> = { popularity: '●', covisits: '◆', items: '▲' };

/** Gains at one epsilon by traffic, for a terminal: a mark where they are measured, dots between. */
export function countsPlot(study: CountsStudy, epsilon: number, { dim }: Colours): string {
  const own = study.results.filter((each) => each.epsilon === epsilon);
  const sizes = [...new Set(own.map(({ reports }) => reports))].sort((a, b) => a - b);
  const shareOf = (gain: number): number => (100 * gain) / (study.prior.mean || 1);
  const shares = own.map(({ gain }) => shareOf(gain.mean));
  const [low, high] = [Math.min(0, ...shares), Math.max(1, ...shares)];
  const row = (share: number): number => Math.round(((high - share) / (high - low)) * (HEIGHT - 1));
  const column = (at: number): number =>
    Math.round((at * (WIDTH - 1)) / Math.max(1, sizes.length - 1));
  const grid = Array.from({ length: HEIGHT }, () => Array<string>(WIDTH).fill(' '));
  grid[row(0)]?.fill('─');
  for (const kind of COUNT_KINDS) {
    const points = sizes.map((size) =>
      own.find((each) => each.kind === kind && each.reports === size),
    );
    const heights = points.map((each) =>
      each === undefined ? undefined : row(shareOf(each.gain.mean)),
    );
    heights.forEach((height, at) => {
      const next = heights[at + 1];
      if (height === undefined) return;
      if (next !== undefined) dots(grid, [column(at), height], [column(at + 1), next]);
    });
    heights.forEach((height, at) => {
      if (height !== undefined) grid[height]![column(at)] = MARKS[kind];
    });
  }
  const lines = grid.map((cells, at) => {
    const share = high - (at * (high - low)) / (HEIGHT - 1);
    const label = at === 0 || at === HEIGHT - 1 || at === row(0) ? `${share.toFixed(1)} %` : '';
    return `${dim((at === row(0) ? '0 %' : label).padStart(LABEL))} ${cells.join('')}`;
  });
  const ticks = Array<string>(WIDTH + 8).fill(' ');
  sizes.forEach((size, at) => {
    const text = size.toLocaleString('en-US');
    const start = Math.max(0, Math.min(column(at) - (text.length >> 1), WIDTH + 8 - text.length));
    for (let place = 0; place < text.length; place += 1) ticks[start + place] = text.charAt(place);
  });
  const legend = COUNT_KINDS.map((kind) => `${MARKS[kind]} ${KIND_NAMES[kind]}`).join('   ');
  return [
    `Gain of NDCG@10 by reports a week, ε ${epsilon}`,
    ...lines,
    dim(`${' '.repeat(LABEL + 1)}${ticks.join('').trimEnd()}`),
    `${' '.repeat(LABEL + 1)}${legend}`,
  ].join('\n');
}

type Place = readonly [number, number];

function dots(grid: string[][], [fromX, fromY]: Place, [toX, toY]: Place): void {
  for (let x = fromX + 1; x < toX; x += 1) {
    const y = Math.round(fromY + ((toY - fromY) * (x - fromX)) / (toX - fromX));
    grid[y]![x] = '·';
  }
}
