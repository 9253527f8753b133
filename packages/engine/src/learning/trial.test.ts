import { MemoryStore } from '@sotto/storage';
import type { ShopVersions, VerifiedVersion } from '@sotto/sync';
import { expect, test } from 'vitest';
import { Trial } from './trial.ts';

const versionOf = (serial: number): VerifiedVersion => ({
  sha256: String(serial),
  model: { version: 1, serial, parent: null, since: 1, parts: {}, learntFrom: [] },
});

const versions = (canaryPercent: number): ShopVersions => ({
  serial: 1,
  current: versionOf(1),
  candidate: { ...versionOf(2), canaryPercent, since: 2 },
});

/** Devices that share, each with a memory of its own. */
async function devices(count: number): Promise<Trial[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const trial = new Trial(new MemoryStore());
      await trial.permit(true);
      return trial;
    }),
  );
}

/** With 2,000 devices the share is 0.1 within 5 standard deviations of 0.0067, but for a chance of 6e-7. */
test('lets its share of the devices that share try a candidate', async () => {
  const all = await devices(2_000);
  const trying = all.filter((trial) => trial.versionOf(versions(10))?.canary === true);
  expect(Math.abs(trying.length / all.length - 0.1)).toBeLessThan(0.034);
  for (const trial of all)
    expect(trial.versionOf(versions(10))?.model.serial).toBe(trying.includes(trial) ? 2 : 1);
});

test('lets nobody try one who does not share, nor keeps anything for them', async () => {
  const memory = new MemoryStore();
  const trial = new Trial(memory);
  await trial.permit(false);
  expect(trial.versionOf(versions(50))).toMatchObject({ canary: false, sha256: '1' });
  expect(trial.versionOf({ serial: 1, current: null, candidate: null })).toBeUndefined();
  await trial.note(7);
  expect(await memory.kept('trial')).toBeUndefined();
  expect(trial.export()).toEqual({});
});

test('stays with what was drawn, and remembers in which rounds it tried', async () => {
  const memory = new MemoryStore();
  const trial = new Trial(memory);
  await trial.permit(true);
  for (const round of [1, 2, 2, 3, 4, 5]) await trial.note(round);
  const later = new Trial(memory);
  await later.permit(true);
  expect(later.export()).toEqual(trial.export());
  expect([1, 2, 5, 6].map((round) => later.tried(round))).toEqual([false, true, true, false]);
  await memory.erase();
  await later.permit(true);
  expect(later.tried(5)).toBe(false);
});
