import { expect, test } from 'vitest';
import { Serial } from './serial.ts';

test('does one thing after the other, also after one that failed', async () => {
  const serial = new Serial();
  const steps: string[] = [];
  const first = serial.run(async () => {
    steps.push('first begins');
    await Promise.resolve();
    steps.push('first fails');
    throw new Error('no');
  });
  const second = serial.run(async () => steps.push('second'));
  await expect(first).rejects.toThrow('no');
  await second;
  expect(steps).toEqual(['first begins', 'first fails', 'second']);
});

test('gives up what is under way when it is ended, and begins nothing more', async () => {
  const serial = new Serial();
  const never = serial.run(() => new Promise(() => undefined));
  const waiting = serial.run(async () => 'begun');
  await Promise.resolve();
  serial.end(new Error('gone'));
  await expect(never).rejects.toThrow('gone');
  await expect(waiting).rejects.toThrow('gone');
  await expect(serial.run(async () => 'later')).rejects.toThrow('gone');
});
