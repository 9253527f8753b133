import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SottoError } from '@sotto/core';
import { defineCommand, type CommandContext } from '../command.ts';
import { EVALUATION_OPTIONS, loadEvaluation } from '../evaluation/load-evaluation.ts';
import { countsPlot } from '../simulation/counts/counts-plot.ts';
import { countsStudy, type CountsStudy } from '../simulation/counts/counts-study.ts';
import { countsSvg } from '../simulation/counts/counts-svg.ts';
import { countsText } from '../simulation/counts/counts-text.ts';

const HELP = `Shows from which traffic private counts make lists better than the catalogue alone does: popularity of
groups of products, co-visits of groups beside it, and popularity of each product.

Users of FILE are halved by a hash of their name. One half chooses the weight of the channel, with exact
counts of its own. Devices are weeks of the other half (its whole histories, where FILE has no times), drawn
with replacement: where there are fewer weeks than reports, one stands for several devices. Each tells one
number by local hashing; server and device make of the published counts what they always do. NDCG@10 is of
all products, for what was held back of that half, beside a prior without neighbours and popularity.

Rounds of at most --real reports are made by the mechanism and the estimator that devices and server run;
larger ones are drawn from the law of the estimate.
"Through a relay" is the epsilon of the same reports towards whoever sees them without senders, at delta
10^-6. The pack must not have learnt from anyone's orders.`;

const OPTIONS = {
  ...EVALUATION_OPTIONS,
  reports: {
    type: 'string',
    value: 'LIST',
    default: '1000,10000,100000,1000000',
    description: 'Sizes of a round.',
  },
  epsilons: {
    type: 'string',
    value: 'LIST',
    default: '1,4',
    description: 'Epsilons of a report.',
  },
  runs: {
    type: 'string',
    value: 'N',
    default: '3',
    description: 'Rounds of each size, each with its own draws.',
  },
  real: {
    type: 'string',
    value: 'N',
    default: '10000',
    description: 'Make rounds of at most N reports report by report.',
  },
  svg: { type: 'string', value: 'OUT', description: 'Write a picture of the gains.' },
} as const;

type Context = CommandContext<typeof OPTIONS>;

/** `sotto counts`: from which traffic private counts help a shop. */
export const counts = defineCommand({
  name: 'counts',
  summary: 'Show from which traffic private counts help a shop.',
  usage: '--sequences FILE --pack DIR',
  help: HELP,
  options: OPTIONS,
  async run(context) {
    const { values, terminal, json } = context;
    const options = optionsOf(context);
    const { shop, sequences, split, limitUsers, seed, dir } = await loadEvaluation(
      values,
      terminal,
    );
    const study = await countsStudy(shop, sequences, {
      ...options,
      split,
      users: limitUsers,
      seed,
      progress: terminal.progress,
    });
    if (study === undefined)
      throw wrong('The pack has neither categories nor vectors to group by.');
    if (values.svg !== undefined)
      await writeFile(values.svg, countsSvg(study, path.basename(path.resolve(dir))));
    if (json) terminal.json(study);
    else print(context, study, options.epsilons);
    return 0;
  },
});

const wrong = (message: string): SottoError =>
  new SottoError('cli/usage', { origin: 'cli' }, message);

function optionsOf({ values }: Context) {
  const reports = list('reports', values.reports, (each) => Number.isInteger(each) && each <= 1e7);
  const epsilons = list('epsilons', values.epsilons, (each) => each >= 1e-6 && each <= 16);
  const [real = 0] = list('real', values.real, Number.isInteger);
  const [runs = 1] = list('runs', values.runs, Number.isInteger);
  return { reports, epsilons, real, runs };
}

function list(name: string, value: string, allows: (each: number) => boolean): number[] {
  const numbers = [...new Set(value.split(',').map(Number))].sort((a, b) => a - b);
  if (numbers.every((each) => each > 0 && allows(each))) return numbers;
  throw wrong(`--${name} does not take "${value}".`);
}

function print(
  { terminal, values }: Context,
  study: CountsStudy,
  epsilons: readonly number[],
): void {
  const { bold, dim, green } = terminal.colours;
  const { users, products, groups, weeks } = study;
  const facts = [
    `${users} users`,
    `${products} products`,
    `${groups} groups`,
    `weeks of ${weeks} devices`,
  ];
  terminal.print(`${bold('Private counts')} ${dim(facts.join(' · '))}`);
  terminal.print(countsText(study, terminal.colours));
  terminal.print(`\n${countsPlot(study, epsilons.at(-1) ?? 0, terminal.colours)}`);
  if (values.svg !== undefined) terminal.print(`\n${green('✓')} picture in ${bold(values.svg)}`);
}
