import { Buffer } from 'buffer';
import {
  decodeHelperShare,
  decodeLeaderShare,
  decodePreparationShare,
  decodePublicShare,
  type PreparationState,
} from './shares.ts';
import { splitVdaf } from './split-vdaf.ts';

/** Which aggregator, in the numbers of the standard. */
const LEADER = 0;
const HELPER = 1;

/** What both aggregators know of a report. */
export interface ReportInPreparation {
  /** Bits of its word. */
  readonly frame: number;
  /** 16 bytes that both aggregators know and no device does. */
  readonly verifyKey: Uint8Array;
  readonly nonce: Uint8Array;
  readonly publicShare: Uint8Array;
}

/** An aggregator's share of a word: numbers of the field, of which the other's make bits. */
export type OutputShare = readonly bigint[];

/** The leader's first step. */
export interface LeaderStart {
  /** For the helper. */
  readonly preparationShare: Uint8Array;
  /** For {@link finishLeader}. */
  readonly state: PreparationState;
}

/** Begins to check a report at the leader; throws where its share has no form that one can have. */
export async function startLeader(
  { frame, verifyKey, nonce, publicShare }: ReportInPreparation,
  leaderShare: Uint8Array,
): Promise<LeaderStart> {
  const vdaf = splitVdaf(frame);
  const { preparationShare, preparationState } = await vdaf.prepareInit(
    Buffer.from(verifyKey),
    LEADER,
    null,
    Buffer.from(nonce),
    decodePublicShare(publicShare),
    decodeLeaderShare(vdaf, leaderShare),
  );
  return {
    preparationShare: Uint8Array.from(vdaf.encodePreparationShare(preparationShare)),
    state: preparationState,
  };
}

/** What the helper makes of a valid report. */
export interface HelperOutcome {
  /** For the leader: its half fits to the helper's. */
  readonly message: Uint8Array<ArrayBuffer>;
  readonly outputShare: OutputShare;
}

/**
 * Checks a report at the helper, who decides. Throws where it is not valid: a number that is no bit, shares that do
 * not belong together, or a public share that says other than the shares. The last is what the leader checks at its
 * end; it is checked here for both, so that no device can make a report that one of them counts and the other does
 * not.
 */
export async function checkAtHelper(
  { frame, verifyKey, nonce, publicShare }: ReportInPreparation,
  helperShare: Uint8Array,
  leadersPreparationShare: Uint8Array,
): Promise<HelperOutcome> {
  const vdaf = splitVdaf(frame);
  const leaders = decodePreparationShare(vdaf, leadersPreparationShare);
  const { preparationShare, preparationState } = await vdaf.prepareInit(
    Buffer.from(verifyKey),
    HELPER,
    null,
    Buffer.from(nonce),
    decodePublicShare(publicShare),
    await decodeHelperShare(vdaf, helperShare),
  );
  const parts = [leaders.jointRandomnessPart, preparationShare.jointRandomnessPart];
  if (!Buffer.concat(parts).equals(Buffer.from(publicShare)))
    throw new RangeError('The public share is not that of the shares.');
  const message = await vdaf.unshardPreparationShares(null, [leaders, preparationShare]);
  return {
    message: Uint8Array.from(vdaf.encodePreparationMessage(message)),
    outputShare: outputOf(vdaf.prepareNext(preparationState, message)),
  };
}

/** Ends the check at the leader; throws where the helper's message is not that of the report. */
export function finishLeader(
  frame: number,
  state: PreparationState,
  message: Uint8Array,
): OutputShare {
  return outputOf(splitVdaf(frame).prepareNext(state, { jointRand: Buffer.from(message) }));
}

function outputOf(step: object): OutputShare {
  if (!('outputShare' in step)) throw new RangeError('The check has one round.');
  return step.outputShare as OutputShare;
}
