import { SottoError } from '@sotto/core';
import type { PackManifest } from '@sotto/catalog';
import type { OrdersAccount } from '../orders/clean-orders.ts';
import { readPack } from '../pack-folder/index.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { evaluatedShop, type EvaluatedShop } from './evaluated-shop.ts';
import { readSequences } from './read-sequences.ts';
import type { Sequences } from './sequences.ts';
import type { SplitName } from './split.ts';

/** Options that evaluation and fitting share. */
export const EVALUATION_OPTIONS = {
  sequences: {
    type: 'string',
    value: 'FILE',
    description: 'Who ordered what: lines "user item item …" or a table of user, item and time.',
  },
  pack: { type: 'string', value: 'DIR', description: 'The site pack.' },
  split: {
    type: 'string',
    value: 'NAME',
    default: 'leave-one-out',
    description: 'leave-one-out or time.',
  },
  'limit-users': {
    type: 'string',
    value: 'N',
    description: 'Take N users, drawn with the seed.',
  },
  'history-per-user': {
    type: 'string',
    value: 'N',
    description: 'Give the ranker only the newest N products of each history.',
  },
  seed: {
    type: 'string',
    value: 'N',
    default: '1',
    description: 'Seed of ties, samples and intervals.',
  },
} as const;

/** Values of {@link EVALUATION_OPTIONS} as `parseArgs` gives them. */
export type EvaluationValues = Partial<Record<keyof typeof EVALUATION_OPTIONS, string>>;

/** What evaluation and fitting work on. */
export interface LoadedEvaluation {
  readonly dir: string;
  readonly manifest: PackManifest;
  readonly shop: EvaluatedShop;
  readonly idAt: (item: number) => string;
  readonly sequences: Sequences;
  readonly account: OrdersAccount;
  readonly split: SplitName;
  readonly seed: number;
  readonly limitUsers: number;
  readonly historyPerUser: number;
}

const wrong = (message: string): SottoError =>
  new SottoError('cli/usage', { origin: 'cli' }, message);

/** Reads pack and sequences. @throws cli/usage, pack/*, orders/unreadable */
export async function loadEvaluation(
  values: EvaluationValues,
  { progress }: Terminal,
): Promise<LoadedEvaluation> {
  const { sequences: file, pack: dir, split = 'leave-one-out' } = values;
  if (file === undefined || dir === undefined) throw wrong('--sequences and --pack are needed.');
  if (split !== 'leave-one-out' && split !== 'time') {
    throw wrong(`--split is leave-one-out or time, not "${split}".`);
  }
  const numbers = {
    seed: wholeNumber('seed', values.seed, 1),
    limitUsers: wholeNumber('limit-users', values['limit-users'], Infinity),
    historyPerUser: wholeNumber('history-per-user', values['history-per-user'], Infinity),
  };
  const pack = await progress.step('Reading the pack', () => readPack(dir));
  const shop = await progress.step('Indexing words', () => evaluatedShop(pack));
  const { sequences, account } = await progress.step('Reading sequences', () =>
    readSequences(file, pack),
  );
  if (split === 'time' && !sequences.timed) {
    throw wrong('--split time needs a table with times; lines of items have only an order.');
  }
  return {
    dir,
    manifest: pack.manifest,
    shop,
    idAt: (item) => pack.ids.at(item),
    sequences,
    account,
    split,
    ...numbers,
  };
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw wrong(`--${name} takes a whole number above 0, not "${text}".`);
  }
  return value;
}
