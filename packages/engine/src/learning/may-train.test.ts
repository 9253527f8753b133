import { expect, test } from 'vitest';
import { mayTrain } from './may-train.ts';

const IDLE = { idle: true, saveData: false };

test.for([
  [IDLE, true],
  [{ ...IDLE, idle: false }, false],
  [{ ...IDLE, saveData: true }, false],
  [{ ...IDLE, battery: { charging: false, level: 0.31 } }, true],
  [{ ...IDLE, battery: { charging: false, level: 0.3 } }, false],
  [{ ...IDLE, battery: { charging: true, level: 0.05 } }, true],
] as const)('of a device that says %j answers %s', ([conditions, answer]) => {
  expect(mayTrain(conditions)).toBe(answer);
});
