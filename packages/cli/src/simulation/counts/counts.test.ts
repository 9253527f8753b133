import { onlyChannels, seededRng } from '@sotto/core';
import { syntheticShop } from '@sotto/testing';
import { beforeAll, expect, test } from 'vitest';
import type { Sequences } from '../../evaluation/sequences.ts';
import { createTerminal } from '../../terminal/terminal.ts';
import { COUNT_KINDS, productsAsGroups, shopCounts } from './count-kinds.ts';
import { countsPlot } from './counts-plot.ts';
import { countsStudy, type CountsStudy } from './counts-study.ts';
import { countsSvg } from './counts-svg.ts';
import { countsText, helpsFrom } from './counts-text.ts';
import { deviceWeeks } from './device-weeks.ts';
import { drawnRound, exactRound, reportedRound } from './private-round.ts';

const DAY = 86_400_000;
const quiet = { write: () => true };
const { colours, progress } = createTerminal({ stdout: quiet, stderr: quiet, env: {} });

test('a device tells of one week, or of all where there are no times', () => {
  const user = {
    user: 'a',
    items: Uint32Array.of(5, 6, 7),
    times: Float64Array.of(0, DAY, 8 * DAY),
  };
  const items = (timed: boolean) =>
    deviceWeeks([user], timed).map((week) => week.map(({ item }) => item));
  expect(items(true)).toEqual([[5, 6], [7]]);
  expect(items(false)).toEqual([[5, 6, 7]]);
});

const share = (each: number): number => Number((each / 1e9).toFixed(3));

test('exact counts are the means of what is told', () => {
  const weeks = deviceWeeks(
    [
      { user: 'a', items: Uint32Array.of(0, 1), times: Float64Array.of(0, 1) },
      { user: 'b', items: Uint32Array.of(1, 2, 0), times: Float64Array.of(0, 1, 2) },
    ],
    false,
  );
  const { questions } = shopCounts('covisits', {
    count: 2,
    numbering: 'two',
    of: Uint16Array.of(0, 0, 1),
  });
  const [popularity, covisits] = questions.map((each) => exactRound(weeks, each).counts);
  expect(popularity!.map(share)).toEqual([0.833, 0.167]);
  // Steps 0 to 0 of the one; 0 to 1 and 1 to 0 of the other.
  expect(covisits!.map(share)).toEqual([0.5, 0.25, 0.25, 0]);
});

const user = (items: number[]) => ({
  user: '',
  items: Uint32Array.from(items),
  times: Float64Array.from(items),
});

/** Fixed seeds, 60 rounds of each. Means and spreads of both lie within five standard errors of each other. */
test('rounds drawn from the law of the estimate are like those made report by report', async () => {
  const [question] = shopCounts('items', productsAsGroups(20)).questions;
  // A third of all devices tell of product 0.
  const weeks = deviceWeeks([user([0, 1, 2]), user([0]), user([3, 4]), user([5])], false);
  const expected = 400 / 3;
  const found = { made: { sum: 0, squares: 0 }, drawn: { sum: 0, squares: 0 } };
  for (let seed = 0; seed < 60; seed += 1) {
    const options = { reports: 400, microEpsilon: 2_000_000, seed };
    const made = (await reportedRound(weeks, question!, options)).counts[0]!;
    const drawn = drawnRound(weeks, question!, options).counts[0]!;
    for (const [own, count] of [
      [found.made, made],
      [found.drawn, drawn],
    ] as const) {
      own.sum += count;
      own.squares += (count - expected) ** 2;
    }
  }
  const deviation = Math.sqrt(found.drawn.squares / 60);
  for (const { sum } of Object.values(found))
    expect(Math.abs(sum / 60 - expected)).toBeLessThan((5 * deviation) / Math.sqrt(60));
  const ratio = found.made.squares / found.drawn.squares;
  expect(Math.abs(Math.log(ratio))).toBeLessThan(5 * Math.sqrt(4 / 60));
});

/** A shop whose shoppers want one category, and of it one product above all. */
const { catalog } = syntheticShop();
const { size, category } = catalog.items;
const wanted = [...category.keys()].filter((item) => category[item] === category[0]);

function sequences(users: number): Sequences {
  const rng = seededRng(4);
  const drawn = (from: readonly number[]): number => from[Math.floor(rng.next() * from.length)]!;
  const everything = Array.from({ length: size }, (_, item) => item);
  return {
    timed: false,
    users: Array.from({ length: users }, (_, at) => {
      const own = new Set<number>();
      while (own.size < 5) own.add(drawn(rng.next() < 0.8 ? wanted : everything));
      return {
        user: `u${at}`,
        items: Uint32Array.from(own),
        times: Float64Array.of(0, 1, 2, 3, 4),
      };
    }),
  };
}

let study: CountsStudy;

beforeAll(async () => {
  const weights = onlyChannels({ terms: 0.01 });
  const found = await countsStudy({ catalog, weights }, sequences(160), {
    split: 'leave-one-out',
    reports: [8, 5_000],
    epsilons: [4],
    real: 5_000,
    runs: 2,
    users: 60,
    seed: 1,
    progress,
  });
  study = found!;
}, 60_000);

test('finds that counts help a shop where everybody wants one category, with enough reports', () => {
  const gain = (reports: number) =>
    study.results.find((each) => each.kind === 'popularity' && each.reports === reports)!.gain;
  expect(gain(Infinity).low).toBeGreaterThan(0);
  expect(gain(5_000).mean).toBeGreaterThan(0.7 * gain(Infinity).mean);
  expect(gain(8).mean).toBeLessThan(gain(5_000).mean);
  expect(helpsFrom(study, 'popularity', 4)).toBe(5_000);
  expect(helpsFrom(study, 'popularity', 1)).toBeUndefined();
});

test('tells all of it as a table, a plot and a picture', () => {
  const { results } = study;
  expect(results).toHaveLength(3 * COUNT_KINDS.length);
  const text = countsText(study, colours);
  expect(text).toMatch(/popularity of groups +5,000 +4 +0\.\d\d/);
  expect(text).toContain('from 5,000 reports on');
  const plot = countsPlot(study, 4, colours);
  expect(plot).toContain('▲');
  expect(plot).toContain('5,000');
  const svg = countsSvg(study, 'a <b> & c');
  expect(svg).toContain('a &lt;b&gt; &amp; c');
  expect(svg.match(/<circle/g)).toHaveLength(results.length);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});
