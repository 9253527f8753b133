import type { RoundKey } from '@sotto/privacy';
import type { TaskMechanism } from '@sotto/protocol';
import { codeBook } from './code-book.ts';
import type { Estimator, MechanismOf, ServerMechanism } from './estimator.ts';
import { kAry } from './k-ary.ts';
import { localHashing } from './local-hashing.ts';

/** Mechanisms that this server adds up. One file each. */
const MECHANISMS: {
  readonly [Kind in TaskMechanism['kind']]: ServerMechanism<MechanismOf<Kind>>;
} = {
  'k-ary-response': kAry,
  'local-hashing': localHashing,
  'code-book': codeBook,
};

/** The entry for a mechanism; that the two are of one kind is what the table above says. */
const entryOf = ({ kind }: TaskMechanism): ServerMechanism<TaskMechanism> => MECHANISMS[kind];

/** Fewest reports that a mechanism gives an estimate from. */
export const fewestReports = (mechanism: TaskMechanism): number => entryOf(mechanism).fewest;

/** Tells whether a report can have a payload. */
export const payloadCheck = (mechanism: TaskMechanism): ((payload: number) => boolean) =>
  entryOf(mechanism).payloadCheck(mechanism);

/** Begins to add up a round, whose key is `key`. */
export const estimatorOf = (mechanism: TaskMechanism, key: RoundKey): Estimator =>
  entryOf(mechanism).estimator(mechanism, key);
