import type { Arm } from './arms.ts';
import type { ArmResult } from './arm-results.ts';
import type { SimulationResult } from './simulate-shop.ts';

const WIDTH = 860;
const HEIGHT = 460;
const MARGIN = { top: 56, right: 210, bottom: 52, left: 64 };
const PLOT = {
  width: WIDTH - MARGIN.left - MARGIN.right,
  height: HEIGHT - MARGIN.top - MARGIN.bottom,
};

/** Weeks that a point is the mean of, itself in the middle: single weeks jump. */
const SMOOTH = 3;

/** Least height between two names at the right. */
const LABEL_HEIGHT = 17;

/** Colours that colour-blind people tell apart (Okabe and Ito 2008), on light and on dark ground. */
const STYLE = `
  svg { background: #fff; color: #1b1b1f; font: 13px system-ui, sans-serif; }
  .title { font-size: 16px; font-weight: 600; }
  .quiet { fill: #63636e; }
  .grid { stroke: #e3e3e8; }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
  .band { opacity: 0.14; stroke: none; }
  .label { dominant-baseline: middle; }
  .dashed { stroke-dasharray: 5 4; }
  .c0 { --c: #6f6f7a; } .c1 { --c: #b07a00; } .c2 { --c: #56b4e9; } .c3 { --c: #3a8fd0; }
  .c4 { --c: #0072b2; } .c5 { --c: #004a75; } .c6 { --c: #d55e00; } .c7 { --c: #009e73; }
  .c8 { --c: #1b1b1f; } .c9 { --c: #b3327d; }
  .line { stroke: var(--c); } .band, .label { fill: var(--c); }
  @media (prefers-color-scheme: dark) {
    svg { background: #16161a; color: #ececf1; }
    .title { fill: #ececf1; } .quiet { fill: #a5a5b2; } .grid { stroke: #33333c; }
    .c0 { --c: #a5a5b2; } .c1 { --c: #e6a91f; } .c2 { --c: #a5d8f5; } .c3 { --c: #7cc0ee; }
    .c4 { --c: #4aa3e0; } .c5 { --c: #2f80c0; } .c6 { --c: #ff8a3d; } .c7 { --c: #2cc795; }
    .c8 { --c: #ececf1; } .c9 { --c: #e583bd; }
    .band { opacity: 0.2; }
  }`;

/** NDCG@10 of every arm over time as a picture of its own, for light and dark pages. */
export function plotSvg(result: SimulationResult): string {
  const lines = result.arms.map((arm) => ({ arm, values: smooth(arm.weekly) }));
  const all = lines.flatMap(({ values }) => values);
  const scale = ticks(Math.min(...all), Math.max(...all));
  const weeks = lines[0]?.values.length ?? 0;
  const x = (week: number) => MARGIN.left + (PLOT.width * week) / Math.max(1, weeks - 1);
  const y = (value: number) =>
    MARGIN.top + PLOT.height * (1 - (value - scale.from) / (scale.to - scale.from));
  const labels = spread(lines.map(({ values }) => y(values.at(-1) ?? scale.from)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="NDCG@10 over time">`,
    `<style>${STYLE}</style>`,
    text(MARGIN.left, 24, 'How good lists are while the shop learns', 'title'),
    text(MARGIN.left, 42, subtitle(result), 'quiet'),
    ...scale.values.map((value) => gridLine(y(value), value)),
    ...weekTicks(weeks).map((week) => text(x(week), HEIGHT - 28, String(week), 'quiet', 'middle')),
    text(MARGIN.left + PLOT.width / 2, HEIGHT - 8, 'weeks', 'quiet', 'middle'),
    ...lines.map(({ arm }) => band(arm, x, y)),
    ...lines.map(({ arm, values }) => path(arm, values, x, y)),
    ...lines.map(({ arm }, at) =>
      text(WIDTH - MARGIN.right + 10, labels[at] ?? 0, arm.name, `label ${colourOf(arm)}`),
    ),
    '</svg>\n',
  ].join('\n');
}

const subtitle = ({ devices, shoppers, arms }: SimulationResult): string => {
  const runs = arms[0]?.end.length ?? 1;
  const crowd = `${devices.toLocaleString('en-US')} devices`;
  const of = devices > shoppers ? ` of ${shoppers.toLocaleString('en-US')} users` : '';
  const many = runs > 1 ? `, ${runs} runs: mean, lowest and highest` : '';
  return `NDCG@10 over all products, mean of ${SMOOTH} weeks; ${crowd}${of}${many}`;
};

const FEDERATED = ['c2', 'c3', 'c4', 'c5'];

function colourOf({ kind, through, name, epsilon, hostile }: Arm): string {
  if (kind === 'fixed') return name === 'prior' ? 'c0' : 'c8';
  if (kind === 'personal') return 'c1';
  if (kind === 'both') return 'c6';
  if (hostile !== undefined) return 'c9';
  if (through !== 'server') return 'c7';
  return FEDERATED[Math.min(3, Math.floor(Math.log2(Math.max(1, epsilon ?? 1))))] ?? 'c4';
}

const isDashed = ({ kind, through, loud }: Arm): boolean =>
  kind === 'fixed' || through === 'open' || loud === true;

const smooth = (values: readonly number[]): number[] =>
  values.map((_, at) => {
    const near = values.slice(Math.max(0, at - (SMOOTH - 1) / 2), at + (SMOOTH - 1) / 2 + 1);
    return near.reduce((sum, each) => sum + each, 0) / near.length;
  });

type Scale = (value: number) => number;

const point = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;

function path(arm: Arm, values: readonly number[], x: Scale, y: Scale): string {
  const points = values.map((value, week) => point(x(week), y(value))).join(' ');
  const dashed = isDashed(arm) ? ' dashed' : '';
  return `<polyline class="line ${colourOf(arm)}${dashed}" points="${points}"/>`;
}

/** From the lowest run to the highest. */
function band(arm: ArmResult, x: Scale, y: Scale): string {
  const [low, high] = [smooth(arm.low), smooth(arm.high)];
  if (low.every((value, week) => value === high[week])) return '';
  const there = high.map((value, week) => point(x(week), y(value)));
  const back = low.map((value, week) => point(x(week), y(value))).reverse();
  return `<polygon class="band ${colourOf(arm)}" points="${[...there, ...back].join(' ')}"/>`;
}

function gridLine(at: number, value: number): string {
  const line = `<line class="grid" x1="${MARGIN.left}" x2="${MARGIN.left + PLOT.width}" y1="${at.toFixed(1)}" y2="${at.toFixed(1)}"/>`;
  return line + text(MARGIN.left - 8, at + 4, value.toFixed(3), 'quiet', 'end');
}

const text = (x: number, y: number, content: string, style: string, anchor = 'start'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" class="${style}" fill="currentColor" text-anchor="${anchor}">${content}</text>`;

/** Round values between and around two. */
function ticks(low: number, high: number) {
  const rough = Math.max(1e-6, high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  const values = Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
  return { from: first * step, to: last * step, values };
}

const weekTicks = (weeks: number): number[] =>
  Array.from({ length: weeks }, (_, week) => week).filter((week) => week % 4 === 0);

/** Heights of names: their own, or as far above the name under them as it takes, and none above the plot. */
function spread(heights: readonly number[]): number[] {
  const order = heights.map((height, at) => ({ height, at })).sort((a, b) => b.height - a.height);
  const found: number[] = [];
  let lowest = HEIGHT - MARGIN.bottom;
  for (const { height, at } of order) {
    found[at] = Math.min(height, lowest);
    lowest = found[at] - LABEL_HEIGHT;
  }
  let highest = MARGIN.top;
  for (const { at } of order.toReversed()) {
    found[at] = Math.max(found[at] ?? highest, highest);
    highest = found[at] + LABEL_HEIGHT;
  }
  return found;
}
