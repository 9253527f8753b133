import type { DeviceConditions } from '@sotto/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchConditions } from './conditions.ts';

/** A battery that a test may empty. */
class Battery extends EventTarget {
  charging = false;
  level = 0.8;
}

let battery: Battery;
let stop = (): void => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  battery = new Battery();
  Object.defineProperty(navigator, 'getBattery', {
    configurable: true,
    value: async () => battery,
  });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  Reflect.deleteProperty(navigator, 'getBattery');
});

function watch(): DeviceConditions[] {
  const told: DeviceConditions[] = [];
  stop = watchConditions((conditions) => told.push(conditions));
  return told;
}

test('says nothing until nobody has touched the page for a while, and when somebody does', async () => {
  const told = watch();
  await vi.advanceTimersByTimeAsync(4_000);
  dispatchEvent(new Event('pointermove'));
  await vi.advanceTimersByTimeAsync(4_000);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  const spare = { idle: true, saveData: false, battery: { charging: false, level: 0.8 } };
  expect(told).toEqual([spare]);
  dispatchEvent(new Event('keydown'));
  dispatchEvent(new Event('keydown'));
  expect(told.slice(1)).toEqual([{ ...spare, idle: false }]);
});

test('follows battery and visibility', async () => {
  const told = watch();
  await vi.advanceTimersByTimeAsync(5_000);
  battery.level = 0.2;
  battery.dispatchEvent(new Event('levelchange'));
  expect(told.at(-1)?.battery).toEqual({ charging: false, level: 0.2 });
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  expect(told.at(-1)?.idle).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told.at(-1)?.idle).toBe(false);
  hidden.mockRestore();
});

test('goes without a battery where there is none to ask, and ends', async () => {
  Object.defineProperty(navigator, 'getBattery', {
    configurable: true,
    value: () => Promise.reject(new Error('forbidden')),
  });
  const told = watch();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([{ idle: true, saveData: false }]);
  stop();
  dispatchEvent(new Event('keydown'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(1);
});
