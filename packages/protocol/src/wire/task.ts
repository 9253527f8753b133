import * as v from 'valibot';
import { fromHex } from './hex.ts';
import { TASK_ID_BYTES } from './report-head.ts';
import { sha256Of } from './sha256.ts';

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** Epsilon of one report in millionths. */
const microEpsilon = whole(1, 16_000_000);

/** Names a numbering of things, such as a shop's groups of products: a digest of what each number stands for. */
export const numberingSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));

/** How a device makes its number private. Bounds are those of the mechanisms of `@sotto/privacy`. */
export const mechanismSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('k-ary-response'),
    microEpsilon,
    /** What the numbers mean, from 0 on. The first is for a device that has nothing to tell. */
    values: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.minLength(2), v.maxLength(256)),
  }),
  v.strictObject({
    kind: v.literal('local-hashing'),
    microEpsilon,
    /** Items, numbered from 0. */
    items: whole(2, 200_000),
    /** What the numbers mean, where that is not for ever the same: a device that numbers otherwise has nothing to tell. */
    numbering: v.optional(numberingSchema),
  }),
  v.strictObject({
    kind: v.literal('code-book'),
    microEpsilon,
    /** Numbers of a vector. */
    dimension: whole(8, 1_024),
    /** Longer vectors are scaled down to this length, in millionths. */
    microClip: whole(1, 1_000_000_000),
  }),
]);

const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));

/** How reports travel, and so who is trusted for what. Their privacy towards everybody is the mechanism's in each. */
export const modeSchema = v.variant('kind', [
  /** Straight to the server. Nobody is trusted. */
  v.strictObject({ kind: v.literal('solo') }),
  /** Through a relay, sealed for the server: who sends is hidden from the one, what is sent from the other. */
  v.strictObject({
    kind: v.literal('relay'),
    url: v.pipe(text(200), v.url()),
    /** Who runs the relay. */
    operator: text(100),
    /** Key of the server's gateway, see `encodeKeyConfig`, in base64url. */
    keyConfig: text(200),
  }),
  /**
   * In two shares, one for the server and one for a helper that someone else runs: each sees the sum of all words
   * and no word. For the code book alone.
   */
  v.strictObject({
    kind: v.literal('split'),
    helper: v.strictObject({
      /** Address of the helper, for the server; devices do not ask it. Ends in `/`. */
      url: v.pipe(text(200), v.url(), v.endsWith('/')),
      /** Who runs the helper. */
      operator: text(100),
      /** Its HPKE key, a raw P-256 point in base64url, that its shares are sealed for. */
      key: v.pipe(v.string(), v.regex(/^[\w-]{87}$/)),
    }),
    /** The promise that the noise of one of the two aggregators alone is enough for. */
    noise: v.strictObject({
      microEpsilon,
      /** Delta in millionths of millionths: at most one in a million. */
      picoDelta: whole(1, 1_000_000),
    }),
  }),
]);

/** What devices are asked, round after round. */
export const taskSchema = v.strictObject({
  /** What is measured. A device answers measures alone that its own release knows. */
  measure: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,47}$/)),
  mechanism: mechanismSchema,
  mode: modeSchema,
  /** Rounds with fewer reports are thrown away unread. */
  minimumCohort: whole(1, 1_000_000_000),
  /** The task takes part in the first round, and in every so many rounds up to the last. See {@link takesPart}. */
  rounds: v.strictObject({
    first: whole(0, 4_294_967_295),
    last: whole(0, 4_294_967_295),
    every: whole(1, 52),
  }),
});

/** See {@link mechanismSchema}. */
export type TaskMechanism = v.InferOutput<typeof mechanismSchema>;

/** See {@link modeSchema}. */
export type TaskMode = v.InferOutput<typeof modeSchema>;

/** See {@link taskSchema}. */
export type Task = v.InferOutput<typeof taskSchema>;

/** Milliseconds of a round: seven days. Round 0 began with the year 1970. */
export const ROUND_MS = 7 * 24 * 60 * 60 * 1_000;

/** The round that a time lies in. `now` is in ms since 1970. */
export const roundAt = (now: number): number => Math.floor(now / ROUND_MS);

/** Whether a task asks for reports in a round. */
export const takesPart = ({ rounds: { first, last, every } }: Task, round: number): boolean =>
  first <= round && round <= last && (round - first) % every === 0;

/** The one text of a task that is hashed: its keys in the order of {@link taskSchema}. */
const canonicalTask = (task: Task): string => JSON.stringify(v.parse(taskSchema, task));

/**
 * Names a task by all that it says: SHA-256 of its text, 64 hexadecimal digits. Its reports carry the first
 * {@link TASK_ID_BYTES} bytes, so that a task that says something else is another task.
 */
export async function taskHashOf(task: Task): Promise<string> {
  return sha256Of(new TextEncoder().encode(canonicalTask(task)));
}

/** The bytes that reports name a task by, from its hash. */
export const taskIdOf = (hash: string): Uint8Array<ArrayBuffer> =>
  fromHex(hash.slice(0, 2 * TASK_ID_BYTES));
