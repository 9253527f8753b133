import { SottoError } from '@sotto/core';
import { defineCommand, type CommandContext } from '../command.ts';
import { evaluateShop, type VariantResult } from '../evaluation/evaluate-shop.ts';
import {
  EVALUATION_OPTIONS,
  loadEvaluation,
  type LoadedEvaluation,
} from '../evaluation/load-evaluation.ts';
import { reportText } from '../evaluation/report-text.ts';
import {
  casesOf,
  cutHistories,
  sampleCases,
  trainingPart,
  type EvaluationCase,
  type SplitPart,
} from '../evaluation/split.ts';
import { writeTrainingFile } from '../evaluation/training-file.ts';

const HELP = `Ranks all products for each user of FILE, by the ranking code that browsers run, and looks where
the products stand that the user went on to. Products that the user had before are left out. Beside
the pack's own weights it measures bestsellers, the catalog without anyone's orders, each channel
alone and all channels but one. Intervals are 95 % bootstrap intervals over users.

Split leave-one-out holds back the last product of each user (the one before it with --part
validation). Split time holds back everything after the moment that 90 % of the rows precede.

The pack must not have learnt from what is held back. --write-orders OUT writes the part that it may
learn from; pack with --orders OUT, choose weights with sotto fit, then evaluate:

sotto evaluate --sequences FILE --pack DIR --write-orders known.csv

sotto pack FEED --orders known.csv --out DIR

sotto fit --sequences FILE --pack DIR

sotto evaluate --sequences FILE --pack DIR`;

const OPTIONS = {
  ...EVALUATION_OPTIONS,
  part: {
    type: 'string',
    value: 'NAME',
    default: 'test',
    description: 'test, or validation for trying things out.',
  },
  'write-orders': {
    type: 'string',
    value: 'OUT',
    description: 'Write the orders that a pack may learn from, and stop.',
  },
} as const;

type Context = CommandContext<typeof OPTIONS>;

/** `sotto evaluate`: how well a pack ranks what shoppers went on to. */
export const evaluate = defineCommand({
  name: 'evaluate',
  summary: 'Measure how well a pack ranks what shoppers went on to.',
  usage: '--sequences FILE --pack DIR',
  help: HELP,
  options: OPTIONS,
  async run(context) {
    const part = partOf(context);
    const loaded = await loadEvaluation(context.values, context.terminal);
    const out = context.values['write-orders'];
    if (out !== undefined) return writeOrders(context, loaded, out);
    const cases = chooseCases(loaded, part);
    const results = await measure(context, loaded, cases);
    if (context.json) context.terminal.json(document(loaded, part, cases.length, results));
    else print(context, loaded, part, cases.length, results);
    return 0;
  },
});

function partOf({ values: { part } }: Context): SplitPart {
  if (part === 'test' || part === 'validation') return part;
  throw new SottoError(
    'cli/usage',
    { origin: 'cli' },
    `--part is test or validation, not "${part}".`,
  );
}

async function writeOrders(context: Context, loaded: LoadedEvaluation, out: string) {
  const { sequences, split, idAt } = loaded;
  const training = trainingPart(sequences, split);
  await writeTrainingFile(out, training, idAt, sequences.timed);
  const orders = training.reduce((sum, { items }) => sum + items.length, 0);
  const { terminal } = context;
  if (context.json) terminal.json({ file: out, users: training.length, orders });
  else {
    const { green, bold } = terminal.colours;
    terminal.print(
      `${green('✓')} ${count(orders)} orders of ${count(training.length)} users in ${bold(out)}`,
    );
  }
  return 0;
}

function chooseCases(loaded: LoadedEvaluation, part: SplitPart): readonly EvaluationCase[] {
  const all = casesOf(loaded.sequences, loaded.split, part);
  if (all.length === 0) {
    throw new SottoError(
      'orders/unreadable',
      { origin: 'cli' },
      'No user has enough products of the pack to hold one back.',
    );
  }
  return cutHistories(sampleCases(all, loaded.limitUsers, loaded.seed), loaded.historyPerUser);
}

function measure(
  { terminal }: Context,
  { shop, sequences, split, seed }: LoadedEvaluation,
  cases: readonly EvaluationCase[],
): Promise<VariantResult[]> {
  const orders = new Uint32Array(shop.catalog.items.size);
  for (const { items } of trainingPart(sequences, split)) {
    for (const item of items) orders[item] = (orders[item] ?? 0) + 1;
  }
  return terminal.progress.step('Ranking', async (report) =>
    evaluateShop(shop, cases, {
      timed: sequences.timed,
      orders,
      seed,
      onCase: (done) => report(done, cases.length, 'users'),
    }),
  );
}

const count = (value: number): string => value.toLocaleString('en-US');

function document(
  { manifest, account, split, seed, historyPerUser }: LoadedEvaluation,
  part: SplitPart,
  users: number,
  results: readonly VariantResult[],
) {
  return {
    pack: manifest.id,
    products: manifest.counts.products,
    split,
    part,
    users,
    seed,
    ...(historyPerUser === Infinity ? {} : { historyPerUser }),
    rows: account,
    results,
  };
}

function print(
  { terminal }: Context,
  { manifest, account, split }: LoadedEvaluation,
  part: SplitPart,
  users: number,
  results: readonly VariantResult[],
): void {
  const { bold, dim } = terminal.colours;
  const facts = [`${count(users)} users`, split, part, `pack ${manifest.id}`].join(' · ');
  terminal.print(`${bold(`${count(manifest.counts.products)} products ranked`)} ${dim(facts)}`);
  const left = Object.entries(account.rejected).map(([why, rows]) => `${count(rows)} ${why}`);
  terminal.print(dim(`${count(account.kept)} rows of ${count(account.read)} count`));
  if (left.length > 0) terminal.print(dim(`left out: ${left.join(', ')}`));
  terminal.print(`\n${reportText(results, terminal.colours)}`);
}
