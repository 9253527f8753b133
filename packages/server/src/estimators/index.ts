import type { TaskMechanism } from '@sotto/protocol';
import type { Estimator, RoundName, ServerMechanism } from './estimator.ts';
import { kAry } from './k-ary.ts';

/** Mechanisms that this server can add up. One file each. */
const MECHANISMS: { readonly [Kind in TaskMechanism['kind']]?: ServerMechanism<Kind> } = {
  'k-ary-response': kAry,
};

const serverMechanism = <Kind extends TaskMechanism['kind']>(
  kind: Kind,
): ServerMechanism<Kind> | undefined => MECHANISMS[kind];

/** Whether this server can add up what the mechanism gives. */
export const canEstimate = ({ kind }: TaskMechanism): boolean =>
  serverMechanism(kind) !== undefined;

/** Whether a report of this mechanism can have this payload. */
export const allowsPayload = (mechanism: TaskMechanism, payload: number): boolean =>
  serverMechanism(mechanism.kind)?.allows(mechanism as never, payload) ?? false;

/** Begins to add up a round. `undefined` where {@link canEstimate} is false. */
export const estimatorOf = (mechanism: TaskMechanism, round: RoundName): Estimator | undefined =>
  serverMechanism(mechanism.kind)?.estimator(mechanism as never, round);
