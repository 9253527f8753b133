import { CHANNEL_NAMES } from '@sotto/core';
import { withWeights } from '@sotto/catalog';
import { defineCommand, type CommandContext } from '../command.ts';
import { fitWeights, FOLDS, type FitResult } from '../evaluation/fit-weights.ts';
import {
  EVALUATION_OPTIONS,
  loadEvaluation,
  type LoadedEvaluation,
} from '../evaluation/load-evaluation.ts';
import { casesOf, cutHistories, sampleCases } from '../evaluation/split.ts';
import { writeManifest } from '../pack-folder/index.ts';
import { table } from '../terminal/table.ts';

const HELP = `Finds the fusion weights of this shop on the validation part of FILE (see sotto evaluate) and
writes them into the pack's manifest; no other file of the pack changes. The test part is not
looked at. The pack must have been made with --orders from sotto evaluate --write-orders.

The search is coordinate ascent on a grid of 16 weights from 0 to 10, from the pack's weights and
two random starts, for NDCG@10. It is done once for each of five parts of the users without that
part, which tells what to expect on other shoppers, and once on all of them, which gives the
weights. They are written only where the expected value is not below that of the weights the pack
has. Without --limit-users it takes 10,000 users.`;

/** Users taken where nothing is said: beyond them weights hardly move. */
const USERS = 10_000;

const OPTIONS = {
  ...EVALUATION_OPTIONS,
  'dry-run': { type: 'boolean', description: 'Show the weights and leave the pack as it is.' },
} as const;

type Context = CommandContext<typeof OPTIONS>;

/** `sotto fit`: the fusion weights of a shop, from what its shoppers went on to. */
export const fit = defineCommand({
  name: 'fit',
  summary: 'Find the weights of a shop and store them in its pack.',
  usage: '--sequences FILE --pack DIR',
  help: HELP,
  options: OPTIONS,
  async run(context) {
    const loaded = await loadEvaluation(context.values, context.terminal);
    const result = await search(context, loaded);
    const better = result.crossValidated >= result.before;
    const store = better && context.values['dry-run'] !== true;
    if (store) await storeWeights(loaded, result);
    if (context.json) context.terminal.json({ stored: store, ...result });
    else print(context, loaded, result, store);
    return 0;
  },
});

function search({ terminal }: Context, loaded: LoadedEvaluation): Promise<FitResult> {
  const { shop, sequences, split, seed, limitUsers, historyPerUser } = loaded;
  const all = casesOf(sequences, split, 'validation');
  const users = limitUsers === Infinity ? USERS : limitUsers;
  const cases = cutHistories(sampleCases(all, users, seed), historyPerUser);
  return terminal.progress.step('Searching weights', async (report) =>
    fitWeights(shop, cases, {
      timed: sequences.timed,
      seed,
      onProgress: (done, total) => report(done, total),
    }),
  );
}

async function storeWeights({ dir, manifest, seed, split }: LoadedEvaluation, result: FitResult) {
  const { weights, cases, before, crossValidated } = result;
  const fitted = { split, seed, cases, before, crossValidated };
  const provenance = { ...manifest.provenance, fit: fitted };
  await writeManifest(dir, await withWeights(manifest, weights, provenance));
}

function print(
  { terminal }: Context,
  { manifest, dir }: LoadedEvaluation,
  { weights, searched, spread, cases, before, crossValidated }: FitResult,
  stored: boolean,
): void {
  const { bold, dim, green, yellow } = terminal.colours;
  const rows = CHANNEL_NAMES.map((name) => {
    const [low, high] = spread[name] ?? [0, 0];
    const found = searched.includes(name);
    const folds = low === high ? `${low} in all` : `${low} to ${high}`;
    return [
      name,
      String(manifest.weights[name]),
      found ? bold(String(weights[name])) : dim(String(weights[name])),
      dim(found ? folds : 'not searched'),
    ];
  });
  const head = ['Channel', 'before', 'found', `in ${FOLDS} folds`].map((cell) => dim(cell));
  terminal.print(table([head, ...rows], ['left', 'right', 'right', 'left']));
  const change = before === 0 ? 0 : (crossValidated / before - 1) * 100;
  terminal.print(`\nNDCG@10 on ${cases.toLocaleString('en-US')} validation users`);
  terminal.print(`  weights before   ${before.toFixed(4)}`);
  terminal.print(
    `  found            ${bold(crossValidated.toFixed(4))} ${dim(`cross-validated, ${change.toFixed(1)} %`)}`,
  );
  if (stored) terminal.print(`\n${green('✓')} stored in ${bold(dir)}`);
  else if (crossValidated < before) {
    terminal.print(`\n${yellow('–')} no better than the weights of the pack; it stays as it is`);
  } else terminal.print(`\n${dim('– dry run; the pack stays as it is')}`);
}
