import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { decodeSplitReport, encodeSplitReport, SPLIT_HEAD_BYTES } from '../wire/split-report.ts';
import {
  addToShare,
  checkAtHelper,
  emptyShare,
  finishLeader,
  generateHelperKey,
  importHelperKey,
  leaderShareBytes,
  openShare,
  shardWord,
  splitVdaf,
  startLeader,
  sumOfShares,
} from './index.ts';
import { decodeHelperShare, decodeLeaderShare, type InputShare } from './shares.ts';

const FRAME = 128;
const verifyKey = Uint8Array.from({ length: 16 }, (_, at) => at);
const taskHash = '0123456789abcdef'.repeat(4);
const { pair, publicText: helperKey } = await importHelperKey(await generateHelperKey());

/** Bytes that are the same for the same seed. */
function bytesFrom(seed: number): (count: number) => Uint8Array {
  let state = seed;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}

const bitsOf = (seed: number): number[] =>
  Array.from(bytesFrom(seed + 1_000)(FRAME), (byte) => byte >> 7);

function made(seed: number, bits = bitsOf(seed)): Promise<Uint8Array> {
  const bytes = bytesFrom(seed);
  const nonce = bytes(16);
  return shardWord({ taskHash, round: 5, nonce, bits, helperKey }, bytes);
}

/** Both aggregators at once. */
async function check(message: Uint8Array, sealedFor = { taskHash, round: 5 }) {
  const { nonce, publicShare, sealedShare, leaderShare } = decodeSplitReport(message);
  const report = { frame: FRAME, verifyKey, nonce, publicShare };
  const leader = await startLeader(report, leaderShare);
  const context = { ...sealedFor, nonce, publicShare };
  const share = await openShare(sealedShare, pair, context);
  const helper = await checkAtHelper(report, share, leader.preparationShare);
  const outputShare = finishLeader(FRAME, leader.state, helper.message);
  return { leader: outputShare, helper: helper.outputShare };
}

test('adds words up that neither aggregator sees, exactly, and noise of either sign too', async () => {
  let [leaders, helpers] = [emptyShare(FRAME), emptyShare(FRAME)];
  const sums = Array.from({ length: FRAME }, () => 0);
  for (let seed = 1; seed <= 5; seed++) {
    const { leader, helper } = await check(await made(seed));
    leaders = addToShare(leaders, [leader]);
    helpers = addToShare(helpers, [helper]);
    for (const [at, bit] of bitsOf(seed).entries()) sums[at]! += bit;
  }
  expect(sumOfShares(leaders, helpers)).toEqual(sums);
  const noise = sums.map((_, at) => BigInt(at % 2 === 0 ? -40 : 3));
  const noisy = addToShare(leaders, [noise, noise]);
  expect(sumOfShares(noisy, helpers)).toEqual(sums.map((sum, at) => sum + 2 * Number(noise[at])));
});

test('makes the same bytes of the same randomness, in one length, and other bytes of other', async () => {
  const [one, again, other] = [await made(1), await made(1), await made(2)];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
  expect(other).toHaveLength(one.length);
  expect(one).toHaveLength(SPLIT_HEAD_BYTES + leaderShareBytes(splitVdaf(FRAME)));
});

/** Two shares of a word that the library itself refuses to make. */
async function forged(word: readonly bigint[]): Promise<Uint8Array> {
  const { flp } = splitVdaf(FRAME);
  const encode = flp.encode.bind(flp);
  flp.encode = () => [...word];
  try {
    return await made(9);
  } finally {
    flp.encode = encode;
  }
}

test('refuses words of numbers that are no bits, however good their form', async () => {
  const bits = bitsOf(9).map(BigInt);
  await expect(check(await forged(bits))).resolves.toBeDefined();
  const { modulus } = splitVdaf(FRAME).flp.field;
  for (const value of [2n, -1n + modulus, 1_000_000n])
    for (const at of [0, FRAME - 1])
      await expect(check(await forged(bits.with(at, value)))).rejects.toThrow();
});

test('refuses a report of which any part was changed', async () => {
  const message = await made(3);
  for (const at of [21, 37, 53, 69, 140, SPLIT_HEAD_BYTES, message.length - 1]) {
    const changed = message.slice();
    changed[at]! ^= 1;
    await expect(check(changed), `byte ${at}`).rejects.toThrow();
  }
  await expect(check(message, { taskHash, round: 6 })).rejects.toThrow();
  await expect(
    check(message, { taskHash: taskHash.replace('0', '1'), round: 5 }),
  ).rejects.toThrow();
});

test('refuses a public share that a device made up, before the helper counts what the leader will not', async () => {
  const message = await made(4);
  const { nonce, publicShare, leaderShare, sealedShare } = decodeSplitReport(message);
  const context = { taskHash, round: 5, nonce, publicShare };
  const share = await openShare(sealedShare, pair, context);
  const lie = publicShare.slice();
  lie[20]! ^= 1;
  const report = { frame: FRAME, verifyKey, nonce };
  const leader = await startLeader({ ...report, publicShare: lie }, leaderShare);
  await expect(
    checkAtHelper({ ...report, publicShare: lie }, share, leader.preparationShare),
  ).rejects.toThrow('public share');
});

test('refuses shares that are too short, too long or beyond the field', async () => {
  const vdaf = splitVdaf(FRAME);
  const { leaderShare } = decodeSplitReport(await made(5));
  expect(() => decodeLeaderShare(vdaf, leaderShare.slice(1))).toThrow();
  expect(() => decodeLeaderShare(vdaf, new Uint8Array(leaderShare.length).fill(255))).toThrow();
  await expect(decodeHelperShare(vdaf, new Uint8Array(47))).rejects.toThrow();
  expect(() => splitVdaf(64)).toThrow();
  expect(() => decodeSplitReport(new Uint8Array(SPLIT_HEAD_BYTES))).toThrow(
    expect.objectContaining({ code: 'report/malformed' }),
  );
  const other = encodeSplitReport(decodeSplitReport(await made(5)));
  other[0] = 2;
  expect(() => decodeSplitReport(other)).toThrow(
    expect.objectContaining({ code: 'report/version' }),
  );
});

/** A share without what the library keeps of its bytes. */
const plain = ({ measurementShare, proofsShare, blind }: InputShare) => ({
  measurementShare,
  proofsShare,
  blind: [...blind],
});

test('reads the shares that the library writes', async () => {
  const vdaf = splitVdaf(FRAME);
  const nonce = Buffer.alloc(16, 7);
  const random = Buffer.from(bytesFrom(6)(vdaf.randSize));
  const { inputShares } = await vdaf.shard(bitsOf(6), nonce, random);
  const [leader, helper] = inputShares.map((share) => vdaf.encodeInputShare(share));
  expect(plain(decodeLeaderShare(vdaf, leader!))).toEqual(plain(inputShares[0]!));
  expect(plain(await decodeHelperShare(vdaf, helper!))).toEqual(plain(inputShares[1]!));
});
