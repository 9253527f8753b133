import { DAY_MS, seededRng, type Rng } from '@sotto/core';
import type { ChoiceExample } from '@sotto/learning';
import { ROUND_MS } from '@sotto/protocol';
import type { Shopper } from './shoppers.ts';

/** When a simulation takes place. */
export interface Period {
  /** First round that something is learnt from; what is done in the round before it is learnt from. Even. */
  readonly firstRound: number;
  /** Last round that is simulated. */
  readonly lastRound: number;
}

/** One device: a shopper with a time of arrival. Several devices may be the same shopper. */
export interface Device {
  readonly shopper: Shopper;
  /** What is added to a time of the shopper to get one of the simulation, in ms. */
  readonly shiftMs: number;
}

/** How devices behave that are not all alike from run to run. */
export interface Behaviour {
  /** Share of devices that agreed to share. */
  readonly consent: number;
  /** Share of reports that get lost: a page closed too early, no network. */
  readonly dropOut: number;
  /** Share of devices that work against the shop. */
  readonly hostile: number;
  /** Whether those leave the mechanism out, see `loudestReports`. */
  readonly loud?: boolean;
}

/** What a run draws for one device. */
export interface DeviceOfRun extends Device {
  readonly shares: boolean;
  readonly hostile: boolean;
  /** 0 to 99, see `inCanary`. */
  readonly bucket: number;
}

/** Chance that an active device opens the shop on a day on which it buys nothing. */
const OPENS_A_DAY = 0.25;

/** How long a device comes back after the last thing it does, in days. */
const LINGERS_DAYS = 14;

export const startOf = ({ firstRound }: Period): number => (firstRound - 1) * ROUND_MS;
export const endOf = ({ lastRound }: Period): number => (lastRound + 1) * ROUND_MS;

/**
 * Devices whose first events lie over the whole period, and somewhat before, so that the crowd is as large at the
 * beginning as later; where the file has times, they stay, and the file's first falls on the start.
 *
 * @param count more than there are shoppers makes several devices of one
 */
export function makeDevices(
  shoppers: readonly Shopper[],
  count: number,
  {
    period,
    timed,
    seed,
  }: { readonly period: Period; readonly timed: boolean; readonly seed: number },
): Device[] {
  const rng = seededRng(seed ^ 0x5eed);
  const start = startOf(period);
  const first = shoppers.reduce((least, { firstAt }) => Math.min(least, firstAt), Infinity);
  return Array.from({ length: count }, (_, at) => {
    const shopper = shoppers[at % shoppers.length]!;
    const arrival = timed
      ? start + shopper.firstAt - first
      : drawnArrival(rng, start - shopper.lastAt, endOf(period));
    return { shopper, shiftMs: arrival - shopper.firstAt };
  });
}

const drawnArrival = (rng: Rng, from: number, to: number): number =>
  from + Math.floor((rng.next() * (to - from)) / DAY_MS) * DAY_MS;

/** What a run draws: the same for the same seed. */
export function drawRun(
  devices: readonly Device[],
  { consent, hostile }: Behaviour,
  rng: Rng,
): DeviceOfRun[] {
  return devices.map((device) => {
    const [shares, bad, bucket] = [rng.next(), rng.next(), rng.next()];
    return {
      ...device,
      shares: shares < consent,
      hostile: bad < hostile,
      bucket: Math.floor(bucket * 100),
    };
  });
}

/** Whether a device opens the shop in a round: where it does something in it, or by chance while it is active. */
export function opensIn({ shopper, shiftMs }: Device, round: number, rng: Rng): boolean {
  const [from, to] = [round * ROUND_MS, (round + 1) * ROUND_MS];
  const begins = Math.max(from, shopper.firstAt + shiftMs);
  const ends = Math.min(to, shopper.lastAt + shiftMs + LINGERS_DAYS * DAY_MS);
  if (ends <= begins) return false;
  const days = Math.ceil((ends - begins) / DAY_MS);
  const byChance = rng.next() < 1 - (1 - OPENS_A_DAY) ** days;
  return byChance || examplesOf({ shopper, shiftMs }, from, to).length > 0;
}

/** What a device went on to between two times of the simulation. */
export const examplesOf = (
  { shopper, shiftMs }: Device,
  from: number,
  to: number,
): ChoiceExample[] =>
  shopper.examples.filter(({ at }) => from <= at + shiftMs && at + shiftMs < to);
