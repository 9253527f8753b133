import type { DeviceConditions } from '@sotto/protocol';

/** Nobody has touched the page for this long: it is idle. Milliseconds. */
const IDLE_MS = 5_000;

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove', 'scroll'] as const;

/** Only Chromium has it. https://w3c.github.io/battery/ */
type Battery = EventTarget & NonNullable<DeviceConditions['battery']>;

interface Device {
  readonly connection?: { readonly saveData?: boolean };
  getBattery?(): Promise<Battery>;
}

/** Whether the device asks to save data. */
export const savesData = (): boolean => (navigator as Device).connection?.saveData === true;

/**
 * Tells what the device can spare, whenever that changes; before the first time the page is not idle.
 *
 * @returns ends it
 */
export function watchConditions(tell: (conditions: DeviceConditions) => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let idle = false;
  let told: string | undefined;
  let battery: Battery | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (): void => {
    const conditions = {
      idle,
      saveData: savesData(),
      ...(battery && { battery: { charging: battery.charging, level: battery.level } }),
    };
    const text = JSON.stringify(conditions);
    if (signal.aborted || text === told || (told === undefined && !idle)) return;
    told = text;
    tell(conditions);
  };
  const become = (next: boolean): void => {
    idle = next;
    say();
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (idle) become(false);
    if (document.visibilityState === 'visible') timer = setTimeout(() => become(true), IDLE_MS);
  };
  for (const input of INPUTS)
    addEventListener(input, wait, { capture: true, passive: true, signal });
  document.addEventListener('visibilitychange', wait, { signal });
  wait();
  (navigator as Device).getBattery?.().then(
    (found) => {
      battery = found;
      for (const change of ['chargingchange', 'levelchange'])
        found.addEventListener(change, say, { signal });
    },
    // A policy of the page may forbid it.
    () => undefined,
  );
  return () => {
    listening.abort();
    clearTimeout(timer);
  };
}
