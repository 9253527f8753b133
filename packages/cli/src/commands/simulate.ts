import { writeFile } from 'node:fs/promises';
import { SottoError } from '@sotto/core';
import { defineCommand, type CommandContext } from '../command.ts';
import { EVALUATION_OPTIONS, loadEvaluation } from '../evaluation/load-evaluation.ts';
import { sampleUsers, usersOf } from '../simulation/halves.ts';
import { plotSvg } from '../simulation/plot-svg.ts';
import { reportText } from '../simulation/report-text.ts';
import { makeShoppers } from '../simulation/shoppers.ts';
import {
  simulateShop,
  type SimulationOptions,
  type SimulationResult,
} from '../simulation/simulate-shop.ts';
import type { LoadedEvaluation } from '../evaluation/load-evaluation.ts';
import { writeTrainingFile } from '../evaluation/training-file.ts';

const HELP = `Runs a crowd of devices through time: each user of FILE is a device that ranks by what it has, then
learns from what its shopper went on to, and tells of it in weekly private reports. These are made by the
code that browsers run, and go to the sync server's own code, in this process, on a database in memory;
versions come back signed and are verified. NDCG@10 is of all products, those already had left out, of
each thing that a device went on to, ranked by what it had before.

Users are split in two by a hash of their name. The pack must have been made from the orders of design
users; devices are report users:

sotto simulate --sequences FILE --pack DIR --write-orders design.csv

sotto pack FEED --orders design.csv --models none --out DIR

sotto simulate --sequences FILE --pack DIR --svg learning.svg

Lists are by: the prior (the catalog alone: no neighbours, popularity or sequence), what each device
learns for itself, versions of the shop at several epsilons, both, two servers, reports without privacy,
a crowd of which a fifth works against the shop, within the mechanism ("hostile") and without its noise
("loud"), and central weights, found by seeing every device, and the future. The end is the last third of the weeks; "of
the gap" is the share of the way from prior to central weights. Intervals hold 95 %, over shoppers.

Where FILE has no times, events lie 1 to 13 days apart, drawn with the seed. All draws are seeded, those of
the private mechanisms too, so a simulation can be repeated; on devices they never are.`;

const OPTIONS = {
  sequences: EVALUATION_OPTIONS.sequences,
  pack: EVALUATION_OPTIONS.pack,
  seed: { ...EVALUATION_OPTIONS.seed, description: 'Seed of all draws.' },
  half: {
    type: 'string',
    value: 'NAME',
    default: 'report',
    description: 'Users that are devices: report, or design for trying things out.',
  },
  devices: {
    type: 'string',
    value: 'N',
    default: '5000',
    description: 'Devices; more than there are users makes several devices of one.',
  },
  users: {
    type: 'string',
    value: 'N',
    description: 'Take N users, drawn with the seed. Default: as many as there are devices.',
  },
  rounds: {
    type: 'string',
    value: 'N',
    default: '12',
    description: 'Rounds in which the shop learns, two weeks each.',
  },
  epsilons: {
    type: 'string',
    value: 'LIST',
    default: '1,2,4,8',
    description: 'Epsilons of the gradient’s report.',
  },
  runs: { type: 'string', value: 'N', default: '1', description: 'Runs, each with its own draws.' },
  consent: {
    type: 'string',
    value: 'SHARE',
    default: '0.6',
    description: 'Share of devices that send reports.',
  },
  'drop-out': {
    type: 'string',
    value: 'SHARE',
    default: '0.1',
    description: 'Share of reports that are never sent.',
  },
  'per-week': {
    type: 'string',
    value: 'N',
    default: '400',
    description: 'Most things to be found that are ranked of a week.',
  },
  svg: { type: 'string', value: 'FILE', description: 'Write a picture of NDCG@10 over time.' },
  'write-orders': {
    type: 'string',
    value: 'OUT',
    description: 'Write the orders of design users, and stop.',
  },
} as const;

type Context = CommandContext<typeof OPTIONS>;

/** `sotto simulate`: what a shop learns over time, at which epsilon. */
export const simulate = defineCommand({
  name: 'simulate',
  summary: 'Simulate how a shop learns from private reports.',
  usage: '--sequences FILE --pack DIR',
  help: HELP,
  options: OPTIONS,
  async run(context) {
    const { values, terminal } = context;
    const options = optionsOf(context);
    const half = halfOption(context);
    const loaded = await loadEvaluation(values, terminal);
    const out = values['write-orders'];
    if (out !== undefined) return writeOrders(context, loaded, out);
    const { shop, sequences, seed } = loaded;
    const most = values.users === undefined ? options.devices : whole('users', values.users);
    const users = sampleUsers(usersOf(sequences.users, half), most, seed);
    if (users.length === 0) throw wrong('No user of this half has a product of the pack.');
    const { timed } = sequences;
    const shoppers = await terminal.progress.step('Histories', (report) =>
      makeShoppers(shop, users, {
        timed,
        seed,
        onShopper: (done) => report(done, users.length, 'users'),
      }),
    );
    const result = await simulateShop(
      shop,
      shoppers,
      { ...options, timed, seed },
      terminal.progress,
    );
    if (values.svg !== undefined) await writeFile(values.svg, plotSvg(result));
    if (context.json)
      terminal.json({ pack: loaded.manifest.id, half, ...options, seed, ...result });
    else print(context, loaded, result);
    return 0;
  },
});

const wrong = (message: string): SottoError =>
  new SottoError('cli/usage', { origin: 'cli' }, message);

function halfOption({ values: { half } }: Context): 'design' | 'report' {
  if (half === 'design' || half === 'report') return half;
  throw wrong(`--half is report or design, not "${half}".`);
}

function optionsOf({ values }: Context): Omit<SimulationOptions, 'timed' | 'seed'> {
  return {
    devices: whole('devices', values.devices),
    learningRounds: whole('rounds', values.rounds),
    epsilons: values.epsilons.split(',').map(epsilonOf),
    runs: whole('runs', values.runs),
    consent: shareOf('consent', values.consent),
    dropOut: shareOf('drop-out', values['drop-out']),
    hostile: 0,
    perWeek: whole('per-week', values['per-week']),
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw wrong(`--${name} takes a whole number above 0, not "${text}".`);
}

function shareOf(name: string, text: string): number {
  const value = Number(text);
  if (text !== '' && value >= 0 && value <= 1) return value;
  throw wrong(`--${name} takes a number from 0 to 1, not "${text}".`);
}

function epsilonOf(text: string): number {
  const value = Number(text);
  if (text !== '' && value > 0 && value <= 16) return value;
  throw wrong(`--epsilons takes numbers above 0 and up to 16, not "${text}".`);
}

async function writeOrders({ json, terminal }: Context, loaded: LoadedEvaluation, out: string) {
  const { sequences, idAt } = loaded;
  const users = usersOf(sequences.users, 'design');
  await writeTrainingFile(out, users, idAt, sequences.timed);
  if (json) terminal.json({ file: out, users: users.length });
  else terminal.print(`Orders of ${count(users.length)} design users in ${out}`);
  return 0;
}

const count = (value: number): string => value.toLocaleString('en-US');

function print({ terminal }: Context, { manifest }: LoadedEvaluation, result: SimulationResult) {
  const { bold, dim } = terminal.colours;
  const { devices, shoppers, occasions, period } = result;
  const crowd =
    devices > shoppers
      ? `${count(devices)} devices of ${count(shoppers)} users`
      : `${count(devices)} devices`;
  const facts = [
    `${period.lastRound - period.firstRound + 2} weeks`,
    `${count(occasions)} things to be found, among all ${count(manifest.counts.products)} products`,
  ];
  terminal.print(`${bold(crowd)} ${dim(facts.join(' · '))}`);
  terminal.print(`\n${reportText(result, terminal.colours)}`);
}
