import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { evaluatedShop } from '../../packages/cli/src/evaluation/evaluated-shop.ts';
import { readSequences } from '../../packages/cli/src/evaluation/read-sequences.ts';
import { readPack } from '../../packages/cli/src/pack-folder/index.ts';
import { MAIN_EPSILON } from '../../packages/cli/src/simulation/arms.ts';
import { makeDevices, type Behaviour } from '../../packages/cli/src/simulation/crowd.ts';
import { sampleUsers } from '../../packages/cli/src/simulation/halves.ts';
import { asksGradients } from '../../packages/cli/src/simulation/learning-tasks.ts';
import { openOpenSite } from '../../packages/cli/src/simulation/plain-site.ts';
import { runFederated } from '../../packages/cli/src/simulation/run-federated.ts';
import { openServerSite } from '../../packages/cli/src/simulation/server-site.ts';
import { makeShoppers } from '../../packages/cli/src/simulation/shoppers.ts';
import { catalogOnly } from '../../packages/cli/src/simulation/simulate-shop.ts';
import type { Site } from '../../packages/cli/src/simulation/site.ts';
import { addRow, median } from './rows.ts';

const demo = fileURLToPath(new URL('../../.cache/demo/', import.meta.url));
const SEED = 1;
const SHOPPERS = 1_000;
const DEVICES = 5_000;
/** Of gradients, then of votes on what came of them, by turns. */
const PERIOD = { firstRound: 3_000, lastRound: 3_007 };
const RUNS = 3;
const BEHAVIOUR: Behaviour = { consent: 0.6, dropOut: 0.1, hostile: 0 };

const KINDS = ['gradients', 'votes'] as const;
type Kind = (typeof KINDS)[number];

/** Without a server there is no candidate to vote on: devices are gone through, and say nothing. */
const PEERS: Readonly<Record<Kind, string>> = {
  gradients: 'the same without privacy and server',
  votes: 'the same with no votes to give',
};

/** A round of a run. */
interface Round {
  readonly kind: Kind;
  readonly seconds: number;
  /** Devices that reported. */
  readonly devices: number;
}

/** Devices of the demo shop, and the weights that they begin with. */
async function demoCrowd() {
  const pack = await readPack(`${demo}pack`);
  const { sequences } = await readSequences(`${demo}orders.csv`, pack);
  const shop = await evaluatedShop(pack);
  // Without the file’s times: its year begins with few devices, and a crowd is to be as large in every round.
  const drawn = { timed: false, seed: SEED };
  const users = sampleUsers(sequences.users, SHOPPERS, SEED);
  const shoppers = await makeShoppers(shop, users, { ...drawn, onShopper: () => undefined });
  const devices = makeDevices(shoppers, DEVICES, { ...drawn, period: PERIOD });
  return { devices, prior: catalogOnly(shop.weights) };
}

async function roundsOf(
  { devices, prior }: Awaited<ReturnType<typeof demoCrowd>>,
  site: Site,
): Promise<Round[]> {
  const ends = [performance.now()];
  const { reports } = await runFederated(devices, site, {
    prior,
    period: PERIOD,
    behaviour: BEHAVIOUR,
    seed: SEED,
    onRound: () => void ends.push(performance.now()),
  });
  return reports.map((count, at) => ({
    kind: asksGradients(PERIOD, PERIOD.firstRound + at) ? 'gradients' : 'votes',
    seconds: ((ends[at + 1] ?? Number.NaN) - (ends[at] ?? Number.NaN)) / 1_000,
    devices: count,
  }));
}

test('rounds of a simulated crowd', async () => {
  const crowd = await demoCrowd();
  const rounds = { server: [] as Round[], open: [] as Round[] };
  // By turns, so that what else the machine does falls on both.
  for (let run = 0; run < RUNS; run++) {
    rounds.server.push(
      ...(await roundsOf(crowd, await openServerSite(PERIOD, MAIN_EPSILON, SEED))),
    );
    rounds.open.push(...(await roundsOf(crowd, openOpenSite())));
  }
  const group = `a simulated round of ${DEVICES.toLocaleString('en')} devices`;
  for (const kind of KINDS) {
    const medianOf = (site: keyof typeof rounds, figure: (round: Round) => number): number =>
      median(rounds[site].filter((round) => round.kind === kind).map(figure));
    const add = (name: string, unit: string, figure: (round: Round) => number): void =>
      addRow({
        group,
        name: `${kind}${name}`,
        value: medianOf('server', figure),
        unit,
        peer: { name: PEERS[kind], value: medianOf('open', figure) },
      });
    const reports = medianOf('server', ({ devices }) => devices);
    expect(reports).toBeGreaterThan(0);
    add(` of ${reports.toLocaleString('en')} of them`, 's', ({ seconds }) => seconds);
    add(': those that report', 'devices/s', ({ devices, seconds }) => devices / seconds);
  }
});
