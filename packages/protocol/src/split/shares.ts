import { Buffer } from 'buffer';
import type { Prio3SumVec } from '@divviup/prio3';
import { ELEMENT_BYTES } from './split-vdaf.ts';

type Prepared = Awaited<ReturnType<Prio3SumVec['prepareInit']>>;

/** What an aggregator keeps of a report between the two steps of its preparation. */
export type PreparationState = Prepared['preparationState'];

/** What an aggregator tells the other of a report. */
export type PreparationShare = Prepared['preparationShare'];

/** One aggregator's share of a report. */
export type InputShare = Parameters<Prio3SumVec['prepareInit']>[5];

/** What both aggregators see of a report. */
export type PublicShare = Parameters<Prio3SumVec['prepareInit']>[4];

/** Bytes of a public share: a part of the joint randomness from each aggregator. */
export const PUBLIC_SHARE_BYTES = 2 * ELEMENT_BYTES;

/** Bytes of a helper's share: two seeds and a blind. */
export const HELPER_SHARE_BYTES = 3 * ELEMENT_BYTES;

/** Bytes of a leader's share: its share of the word and of the proof, and a blind. */
export const leaderShareBytes = ({ flp }: Prio3SumVec): number =>
  (flp.measurementLen + flp.proofLen + 1) * ELEMENT_BYTES;

/** Bytes of what aggregators tell each other of a report. */
export const preparationShareBytes = ({ flp }: Prio3SumVec): number =>
  (flp.verifierLen + 1) * ELEMENT_BYTES;

/** Numbers that the standard gives the uses of its extendable-output function: VDAF-08, section 7.1.2. */
const USAGE = { measurementShare: 1, proofShare: 2 } as const;
const HELPER = 1;

function requireLength(bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`A share has ${bytes.length} bytes.`);
}

/** The field's decoder does not look at the range. */
function numbersOf({ flp: { field } }: Prio3SumVec, bytes: Uint8Array): bigint[] {
  const numbers = field.decode(bytes);
  if (numbers.some((each) => each >= field.modulus)) throw new RangeError('A number is too large.');
  return numbers;
}

export function decodePublicShare(bytes: Uint8Array): PublicShare {
  requireLength(bytes, PUBLIC_SHARE_BYTES);
  const parts = [bytes.slice(0, ELEMENT_BYTES), bytes.slice(ELEMENT_BYTES)];
  return { jointRandParts: parts.map((part) => Buffer.from(part)) };
}

export function decodeLeaderShare(vdaf: Prio3SumVec, bytes: Uint8Array): InputShare {
  requireLength(bytes, leaderShareBytes(vdaf));
  const proofAt = vdaf.flp.measurementLen * ELEMENT_BYTES;
  const blindAt = proofAt + vdaf.flp.proofLen * ELEMENT_BYTES;
  const [measurement, proof] = [bytes.slice(0, proofAt), bytes.slice(proofAt, blindAt)];
  return {
    measurementShare: numbersOf(vdaf, measurement),
    proofsShare: numbersOf(vdaf, proof),
    wireMeasurementShare: Buffer.from(measurement),
    wireProofShare: Buffer.from(proof),
    blind: Buffer.from(bytes.slice(blindAt)),
  };
}

/** Expands the seeds of a helper's share: VDAF-08, section 7.2.2. */
export async function decodeHelperShare(vdaf: Prio3SumVec, bytes: Uint8Array): Promise<InputShare> {
  requireLength(bytes, HELPER_SHARE_BYTES);
  const [measurement, proof, blind] = [0, 1, 2].map((at) =>
    Buffer.from(bytes.slice(at * ELEMENT_BYTES, (at + 1) * ELEMENT_BYTES)),
  ) as [Buffer, Buffer, Buffer];
  const { xof, flp, proofs } = vdaf;
  const expand = (seed: Buffer, usage: number, binder: readonly number[], length: number) =>
    xof.expandIntoVec(
      flp.field,
      seed,
      vdaf.domainSeparationTag(usage),
      Uint8Array.from(binder),
      length,
    );
  return {
    measurementShare: await expand(
      measurement,
      USAGE.measurementShare,
      [HELPER],
      flp.measurementLen,
    ),
    proofsShare: await expand(proof, USAGE.proofShare, [proofs, HELPER], flp.proofLen * proofs),
    wireMeasurementShare: measurement,
    wireProofShare: proof,
    blind,
  };
}

export function decodePreparationShare(vdaf: Prio3SumVec, bytes: Uint8Array): PreparationShare {
  requireLength(bytes, preparationShareBytes(vdaf));
  const partAt = vdaf.flp.verifierLen * ELEMENT_BYTES;
  return {
    verifiersShare: numbersOf(vdaf, bytes.slice(0, partAt)),
    jointRandomnessPart: Buffer.from(bytes.slice(partAt)),
  };
}
