import { inCanary, type ModelIndex } from '@sotto/protocol';

/** Numbers of the fusion; `null` is the release. */
export type Numbers = readonly number[] | null;

/** What devices know of the shop's versions from a time on. */
export interface KnownVersions {
  /** ms since 1970. */
  readonly from: number;
  readonly current: Numbers;
  readonly candidate: (NonNullable<ModelIndex['candidate']> & { readonly numbers: Numbers }) | null;
  /** What became of the newest versions. */
  readonly states: readonly Pick<ModelIndex['versions'][number], 'serial' | 'state'>[];
}

/** Before anything was learnt. */
export const RELEASE: KnownVersions = {
  from: -Infinity,
  current: null,
  candidate: null,
  states: [],
};

/** What devices know at a time. */
export const knownAt = (all: readonly KnownVersions[], now: number): KnownVersions =>
  all.findLast(({ from }) => from <= now) ?? RELEASE;

/** The numbers that a device makes its lists with. */
export const numbersInUse = ({ current, candidate }: KnownVersions, bucket: number): Numbers =>
  candidate !== null && inCanary(bucket, candidate) ? candidate.numbers : current;

/** The numbers that gradients of a round are taken at: those of the newest version that may be told of. */
export const numbersOfRound = ({ current, candidate }: KnownVersions, round: number): Numbers =>
  candidate !== null && candidate.since <= round ? candidate.numbers : current;
