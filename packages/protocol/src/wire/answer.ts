import { SottoError, type ErrorCode } from '@sotto/core';
import * as v from 'valibot';

/** Why a server does not take a report. */
export const REJECTIONS = [
  'report/malformed',
  'report/version',
  'report/unknown-task',
  'report/wrong-round',
  'report/late',
  'report/payload',
  'report/replayed',
] as const satisfies readonly ErrorCode[];

/** One of {@link REJECTIONS}. */
export type Rejection = (typeof REJECTIONS)[number];

/** What the server answers to a message with reports. */
export const answerSchema = v.strictObject({
  /** How many were taken. They are kept by now, whatever happens to the server. */
  accepted: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The others: which, from 0 on, and why. */
  rejected: v.array(
    v.strictObject({
      at: v.pipe(v.number(), v.integer(), v.minValue(0)),
      code: v.picklist(REJECTIONS),
    }),
  ),
});

/** See {@link answerSchema}. */
export type Answer = v.InferOutput<typeof answerSchema>;

/**
 * Reads an answer.
 *
 * @throws sync/unreachable where it is none: something else answered
 */
export function readAnswer(value: unknown): Answer {
  const { success, output, issues } = v.safeParse(answerSchema, value);
  if (success) return output;
  const details = { origin: 'sync', retry: true, cause: issues } as const;
  throw new SottoError('sync/unreachable', details, issues[0].message);
}
