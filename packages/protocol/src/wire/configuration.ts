import { SottoError } from '@sotto/core';
import * as v from 'valibot';
import { WIRE_VERSION } from './report-head.ts';
import { readSigned } from './signed.ts';
import { taskSchema } from './task.ts';

/** What a site asks of devices: one public object, the same for all. */
export const configurationSchema = v.strictObject({
  version: v.literal(WIRE_VERSION),
  /** Grows with every change; a device takes none that is older than one it knows. */
  serial: v.pipe(v.number(), v.integer(), v.minValue(1)),
  tasks: v.pipe(v.array(taskSchema), v.maxLength(16)),
});

/** See {@link configurationSchema}. */
export type Configuration = v.InferOutput<typeof configurationSchema>;

/**
 * Reads a signed configuration.
 *
 * @param signed what came, of any shape
 * @param publicKey the site's, a raw P-256 point (65 bytes) in base64url
 * @throws sync/configuration where it is none, or not signed by that key
 */
export async function readConfiguration(
  signed: unknown,
  publicKey: string,
): Promise<Configuration> {
  try {
    return v.parse(configurationSchema, JSON.parse(await readSigned(signed, publicKey)));
  } catch (error) {
    throw new SottoError('sync/configuration', { origin: 'sync', cause: error }, String(error));
  }
}
