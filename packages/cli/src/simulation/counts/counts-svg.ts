import { COUNT_KINDS, type CountKind } from './count-kinds.ts';
import type { CountsStudy, StudiedCounts } from './counts-study.ts';
import { KIND_NAMES } from './counts-text.ts';

const WIDTH = 860;
const HEIGHT = 420;
const MARGIN = { top: 62, right: 230, bottom: 52, left: 64 };
const PLOT = {
  width: WIDTH - MARGIN.left - MARGIN.right,
  height: HEIGHT - MARGIN.top - MARGIN.bottom,
};

/** Colours that colour-blind people tell apart (Okabe and Ito 2008), on light and on dark ground. */
const STYLE = `
  svg { background: #fff; color: #1b1b1f; font: 13px system-ui, sans-serif; }
  .title { font-size: 16px; font-weight: 600; }
  .quiet { fill: #63636e; }
  .grid { stroke: #e3e3e8; }
  .zero { stroke: #6f6f7a; }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke: var(--c); }
  .dashed { stroke-dasharray: 5 4; }
  .bar { stroke: var(--c); stroke-width: 1.5; opacity: 0.6; }
  .dot, .label { fill: var(--c); }
  .popularity { --c: #0072b2; } .covisits { --c: #d55e00; } .items { --c: #009e73; }
  @media (prefers-color-scheme: dark) {
    svg { background: #16161a; color: #ececf1; }
    .quiet { fill: #a5a5b2; } .grid { stroke: #33333c; } .zero { stroke: #a5a5b2; }
    .popularity { --c: #4aa3e0; } .covisits { --c: #ff8a3d; } .items { --c: #2cc795; }
  }`;

/** Gains by traffic as a picture of its own, for light and dark pages. Bars are 95 % intervals over users. */
export function countsSvg(study: CountsStudy, shop: string): string {
  const sizes = finite(study.results.map(({ reports }) => reports));
  const epsilons = finite(study.results.map(({ epsilon }) => epsilon));
  const share = (gain: number): number => (100 * gain) / (study.prior.mean || 1);
  const ends = study.results.flatMap(({ gain }) => [share(gain.low), share(gain.high)]);
  const scale = ticks(Math.min(0, ...ends), Math.max(0, ...ends));
  const step = PLOT.width / sizes.length;
  const x = (reports: number): number =>
    MARGIN.left + step * (reports === Infinity ? sizes.length : sizes.indexOf(reports)) + 14;
  const y = (gain: number): number =>
    MARGIN.top + (PLOT.height * (scale.to - share(gain))) / (scale.to - scale.from);
  const at = (each: StudiedCounts): number =>
    x(each.reports) + 6 * (COUNT_KINDS.indexOf(each.kind) - 1) + 2 * epsilons.indexOf(each.epsilon);
  const lines = COUNT_KINDS.flatMap((kind) =>
    epsilons.map((epsilon) => {
      const own = study.results.filter((each) => each.kind === kind && each.epsilon === epsilon);
      const points = own.map((each) => `${fixed(at(each))},${fixed(y(each.gain.mean))}`);
      const dashed = epsilon === epsilons.at(-1) ? '' : ' dashed';
      return `<polyline class="line ${kind}${dashed}" points="${points.join(' ')}"/>`;
    }),
  );
  const marks = study.results.map((each) => {
    const [place, { gain, kind }] = [fixed(at(each)), each];
    const bar = `<line class="bar ${kind}" x1="${place}" x2="${place}" y1="${fixed(y(gain.low))}" y2="${fixed(y(gain.high))}"/>`;
    return `${bar}<circle class="dot ${kind}" cx="${place}" cy="${fixed(y(gain.mean))}" r="3.5"/>`;
  });
  const right = WIDTH - MARGIN.right + 44;
  const label = (kind: CountKind, place: number): string =>
    text(right, MARGIN.top + 20 + 22 * place, KIND_NAMES[kind], `label ${kind}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="What private counts bring, by traffic">`,
    `<style>${STYLE}</style>`,
    text(MARGIN.left, 24, `From which traffic private counts help: ${escaped(shop)}`, 'title'),
    text(
      MARGIN.left,
      44,
      'gain of NDCG@10 over the catalogue alone, and its 95 % interval',
      'quiet',
    ),
    ...scale.values.map((value) =>
      gridLine(value, MARGIN.top + (PLOT.height * (scale.to - value)) / (scale.to - scale.from)),
    ),
    ...[...sizes, Infinity].map((size) =>
      text(
        x(size),
        HEIGHT - 30,
        size === Infinity ? 'exact' : size.toLocaleString('en-US'),
        'quiet',
        'middle',
      ),
    ),
    text(MARGIN.left + PLOT.width / 2, HEIGHT - 10, 'reports of one round', 'quiet', 'middle'),
    ...lines,
    ...marks,
    ...COUNT_KINDS.map(label),
    text(right, MARGIN.top + 96, `line: ε ${epsilons.at(-1)}`, 'quiet'),
    ...epsilons
      .slice(0, -1)
      .map((epsilon, place) =>
        text(right, MARGIN.top + 116 + 20 * place, `dashed: ε ${epsilon}`, 'quiet'),
      ),
    '</svg>\n',
  ].join('\n');
}

const finite = (numbers: readonly number[]): number[] =>
  [...new Set(numbers.filter(Number.isFinite))].sort((a, b) => a - b);

const fixed = (value: number): string => value.toFixed(1);

const escaped = (name: string): string =>
  name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const text = (x: number, y: number, content: string, style: string, anchor = 'start'): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" class="${style}" fill="currentColor" text-anchor="${anchor}">${content}</text>`;

function gridLine(value: number, at: number): string {
  const style = value === 0 ? 'zero' : 'grid';
  const line = `<line class="${style}" x1="${MARGIN.left}" x2="${MARGIN.left + PLOT.width + 24}" y1="${fixed(at)}" y2="${fixed(at)}"/>`;
  return line + text(MARGIN.left - 8, at + 4, `${value} %`, 'quiet', 'end');
}

/** Round numbers between and around two. */
function ticks(low: number, high: number) {
  const rough = Math.max(1e-6, high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough) ?? 10;
  const step = factor * power;
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  const values = Array.from({ length: last - first + 1 }, (_, at) =>
    Number(((first + at) * step).toPrecision(6)),
  );
  return { from: first * step, to: last * step, values };
}
