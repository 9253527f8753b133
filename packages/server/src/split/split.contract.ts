import type { RandomSource } from '@sotto/privacy';
import { decodeSplitReport, encodeSplitReport, type Task } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { EXPIRED, OVER, ROUND, seededRandom } from '../fixture.contract.ts';
import {
  anotherLeader,
  ask,
  counts,
  openPair,
  published,
  reportFor,
  send,
  sendMany,
  states,
  type SplitDatabases,
} from './fixture.contract.ts';
import { noiseVariance } from './split-task.ts';

/** A number of the field in a share. */
const fieldAt = (share: Uint8Array, at: number): bigint =>
  share.slice(16 * at, 16 * at + 16).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);

/** What was added to a share. */
function differences(after: Uint8Array, before: Uint8Array): number[] {
  const modulus = 340282366920938462946865773367900766209n;
  return Array.from({ length: 128 }, (_, at) => {
    const raw = (fieldAt(after, at) - fieldAt(before, at) + modulus) % modulus;
    return Number(raw > modulus / 2n ? raw - modulus : raw);
  });
}

/** What a leader and a helper do together, on one kind of database. */
export function splitContract(create: () => Promise<SplitDatabases>): void {
  const open = async (random?: RandomSource) => openPair(await create(), random);

  test('counts each report once, and publishes the mean of those that both count', async () => {
    const pair = await open();
    const report = await reportFor(pair);
    expect(await send(pair, report)).toEqual({ accepted: 1, rejected: [] });
    const again = { accepted: 0, rejected: [{ at: 0, code: 'report/replayed' }] };
    expect(await send(pair, report)).toEqual(again);
    await pair.leader.keepRounds();
    expect(await send(pair, report)).toEqual(again);
    await sendMany(pair, 4);
    pair.setTime(OVER);
    await pair.leader.keepRounds();
    expect(await published(pair)).toMatchObject([
      {
        reports: 5,
        claim: { mode: 'split', amplified: { epsilon: 1, delta: 1e-6 } },
        result: { kind: 'mean' },
      },
    ]);
    expect(await send(pair, await reportFor(pair))).toEqual({
      accepted: 0,
      rejected: [{ at: 0, code: 'report/late' }],
    });
    expect(await counts(pair)).toMatchObject({ waiting: 0, counted: 0 });
  });

  test('keeps reports while the helper is away, and loses none and counts none twice if answers are lost', async () => {
    const pair = await open();
    pair.way = 'closed';
    await sendMany(pair, 3);
    await pair.leader.keepRounds();
    expect(await counts(pair)).toEqual({ waiting: 3, counted: 0, helper: 0 });
    pair.way = 'answers are lost';
    await pair.leader.keepRounds();
    expect(await counts(pair)).toEqual({ waiting: 3, counted: 0, helper: 3 });
    pair.setTime(OVER);
    await pair.leader.keepRounds();
    expect(await states(pair)).toEqual(['closed']);
    expect(pair.leader.lines.join('')).toContain('server/helper');
    pair.way = 'open';
    await pair.leader.keepRounds();
    expect(await published(pair)).toMatchObject([{ reports: 3 }]);
  });

  test('two servers that ask the helper at the same time count each report once', async () => {
    const pair = await open();
    await sendMany(pair, 4);
    const other = await anotherLeader(pair);
    await Promise.all([pair.leader.keepRounds(), other.keepRounds()]);
    expect(await counts(pair)).toEqual({ waiting: 0, counted: 4, helper: 4 });
    pair.setTime(OVER);
    other.now = OVER;
    await Promise.all([pair.leader.keepRounds(), other.keepRounds()]);
    expect(await published(pair)).toMatchObject([{ reports: 4 }]);
    expect(await pair.databases.leaders.query('select round from split_share')).toEqual([]);
  });

  test('a report that is not valid is counted by neither, and stops no other', async () => {
    const pair = await open();
    await sendMany(pair, 3);
    for (const part of ['nonce', 'publicShare', 'sealedShare', 'leaderShare'] as const) {
      const good = decodeSplitReport(await reportFor(pair));
      const bytes = good[part].slice();
      bytes[bytes.length - 1]! ^= 1;
      const bad = encodeSplitReport({ ...good, [part]: bytes });
      expect(await send(pair, bad)).toEqual({ accepted: 1, rejected: [] });
    }
    const beyond = decodeSplitReport(await reportFor(pair));
    const leaderShare = new Uint8Array(beyond.leaderShare.length).fill(255);
    expect(await send(pair, encodeSplitReport({ ...beyond, leaderShare }))).toMatchObject({
      accepted: 1,
    });
    await pair.leader.keepRounds();
    expect(await counts(pair)).toEqual({ waiting: 0, counted: 3, helper: 3 });
    pair.setTime(OVER);
    await pair.leader.keepRounds();
    expect(await published(pair)).toMatchObject([{ reports: 3 }]);
  });

  test('refuses whole words, words of another task or length, and other rounds', async () => {
    const pair = await open();
    const good = decodeSplitReport(await reportFor(pair));
    for (const [change, code] of [
      [{ task: new Uint8Array(16) }, 'report/unknown-task'],
      [{ round: ROUND + 1 }, 'report/wrong-round'],
      [{ leaderShare: good.leaderShare.slice(16) }, 'report/payload'],
    ] as const)
      expect(await send(pair, encodeSplitReport({ ...good, ...change }))).toEqual({
        accepted: 0,
        rejected: [{ at: 0, code }],
      });
    const whole = { task: good.task, round: ROUND, nonce: good.nonce, payload: 0 };
    expect(await pair.leader.send([whole])).toMatchObject({
      rejected: [{ code: 'report/unknown-task' }],
    });
  });

  test('a round that the two do not agree on stays closed, and the log says so', async () => {
    const pair = await open();
    await sendMany(pair, 4);
    await pair.leader.keepRounds();
    await pair.databases.helpers.query('update helper_round set reports = 3');
    pair.setTime(OVER);
    await pair.leader.keepRounds();
    expect(await states(pair)).toEqual(['closed']);
    expect(await published(pair)).toEqual([]);
    expect(pair.leader.lines.join('')).toContain('The helper counts 3 reports, the leader 4');
    await pair.databases.helpers.query('update helper_round set reports = 4');
    await pair.leader.keepRounds();
    expect(await published(pair)).toMatchObject([{ reports: 4 }]);
  });

  test('fewer reports than the task asks for are released by neither', async () => {
    const pair = await open();
    await sendMany(pair, 2);
    await pair.leader.keepRounds();
    const [known] = await pair.databases.helpers.query<{ checksum: string }>(
      'select checksum from helper_round',
    );
    const { task } = pair;
    const release = { task, round: ROUND, reports: 2, checksum: known!.checksum };
    expect(await ask(pair, '/v1/release', release)).toMatchObject({ status: 409 });
    const lower: Task = { ...task, minimumCohort: 2 };
    expect(await ask(pair, '/v1/release', { ...release, task: lower })).toMatchObject({
      status: 409,
    });
    pair.setTime(OVER);
    await pair.leader.keepRounds();
    expect(await states(pair)).toEqual(['discarded']);
    expect(pair.asked.map(({ path }) => path)).toEqual(['/v1/prepare']);
  });

  test('the helper gives the same noisy share whenever it is asked, and adds no report to it', async () => {
    const pair = await open();
    await sendMany(pair, 3);
    await pair.leader.keepRounds();
    const [known] = await pair.databases.helpers.query<{ checksum: string }>(
      'select checksum from helper_round',
    );
    const release = { task: pair.task, round: ROUND, reports: 3, checksum: known!.checksum };
    const first = await ask(pair, '/v1/release', release);
    expect(first.status).toBe(200);
    expect(await ask(pair, '/v1/release', release)).toEqual(first);
    const prepare = JSON.parse(pair.asked[0]!.body) as object;
    expect(await ask(pair, '/v1/prepare', prepare)).toMatchObject({ status: 409 });
    expect(await ask(pair, '/v1/release', { ...release, reports: 2 })).toMatchObject({
      status: 409,
    });
    const [kept] = await pair.databases.helpers.query<{ share: Uint8Array }>(
      'select share from helper_round',
    );
    expect(kept?.share).toHaveLength(0);
    pair.setTime(EXPIRED);
    await pair.helper.forget();
    expect(await pair.databases.helpers.query('select id from helper_round')).toEqual([]);
    expect(await ask(pair, '/v1/prepare', prepare)).toMatchObject({ status: 409 });
  });

  test('the helper answers the leader alone, and of tasks that are for it', async () => {
    const pair = await open();
    const asked = { task: pair.task, round: ROUND, reports: [] };
    expect(await ask(pair, '/v1/prepare', asked)).toMatchObject({ status: 200 });
    const other = 'another-secret-of-two-operators-and-others';
    expect(await ask(pair, '/v1/prepare', asked, other)).toMatchObject({ status: 401 });
    const { mode } = pair.task;
    const own = mode.helper.key;
    const key = own.slice(0, -1) + (own.endsWith('A') ? 'Q' : 'A');
    const elsewhere = { ...pair.task, mode: { ...mode, helper: { ...mode.helper, key } } };
    expect(await ask(pair, '/v1/prepare', { ...asked, task: elsewhere })).toMatchObject({
      status: 400,
    });
    expect(await ask(pair, '/v1/prepare', { ...asked, round: ROUND + 1 })).toMatchObject({
      status: 409,
    });
    expect(await ask(pair, '/v1/prepare', { ...asked, more: 1 })).toMatchObject({ status: 400 });
  });

  /** 128 draws of one seed: a chi-square of 128 degrees lies within 128 ± 6 sqrt(256) but for a chance of 1e-7. */
  test('the noise of one aggregator has the variance that the promise asks for', async () => {
    const pair = await open(seededRandom(5));
    await sendMany(pair, 3);
    await pair.leader.keepRounds();
    const [before] = await pair.databases.helpers.query<{ share: Uint8Array; checksum: string }>(
      'select share, checksum from helper_round',
    );
    const release = { task: pair.task, round: ROUND, reports: 3, checksum: before!.checksum };
    const { body } = await ask(pair, '/v1/release', release);
    const after = Buffer.from(body['share'] as string, 'base64url');
    const { numerator, denominator } = noiseVariance(pair.task);
    const variance = Number(numerator) / Number(denominator);
    const square = differences(after, before!.share).reduce((sum, each) => sum + each * each, 0);
    expect(Math.abs(square / variance - 128)).toBeLessThan(6 * Math.sqrt(256));
    // Words of 128 bits differ by the root of 128, and the exact bound of continuous noise is sigma = 4.2247 a unit.
    expect(Math.sqrt(variance / 128)).toBeGreaterThan(4.2246);
    expect(Math.sqrt(variance / 128)).toBeLessThan(4.2246 * 1.15);
  });
}
