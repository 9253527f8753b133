import type { DeviceConditions } from '@sotto/protocol';

/** A battery that is not being charged is left alone at this level and below. */
const LEAST_BATTERY = 0.3;

/** Whether a device can spare what training takes. A browser that doesn't tell of its battery is taken to have a full one. */
export const mayTrain = ({ idle, saveData, battery }: DeviceConditions): boolean =>
  idle && !saveData && (battery === undefined || battery.charging || battery.level > LEAST_BATTERY);
