import { roundIndexSchema, signedSchema } from '@sotto/protocol';
import type { FastifyInstance } from 'fastify';
import { signedInForce } from '../configuration/configurations.ts';
import { signedModelIndex } from '../learning/model-index.ts';
import { findObject } from '../objects.ts';
import { publishedRounds } from '../rounds/round-list.ts';
import { errorSchema, keySchema, objectParams } from '../schemas.ts';
import { serverError } from '../server-error.ts';
import type { Services } from '../services.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** The same bytes for everyone, asked for again after five minutes. */
const FOR_MINUTES = 'public, max-age=300';

/** Named by its bytes, so it is never asked for again. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** What everyone may read: configuration, objects, published rounds, the site's key. */
export function publicObjectRoutes(app: FastifyInstance, { database, key }: Services): void {
  app.get(
    '/v1/configuration',
    {
      schema: {
        summary: 'What the site asks of devices, signed',
        response: { 200: signedSchema, 404: errorSchema },
      },
    },
    async (_, reply) => {
      const object = await signedInForce(database);
      if (object === undefined) throw serverError('server/not-found');
      return reply.header('cache-control', FOR_MINUTES).type(JSON_TYPE).send(object);
    },
  );
  app.get(
    '/v1/model',
    {
      schema: {
        summary: 'Which version of what the shop has learnt is used and which is tried, signed',
        response: { 200: signedSchema, 404: errorSchema },
      },
    },
    async (_, reply) => {
      const index = await signedModelIndex(database);
      if (index === undefined) throw serverError('server/not-found');
      return reply.header('cache-control', FOR_MINUTES).type(JSON_TYPE).send(index);
    },
  );
  app.get<{ Params: { sha256: string } }>(
    '/v1/objects/:sha256',
    {
      schema: {
        summary:
          'A configuration, the result of a round or a version of the model, by the SHA-256 of its bytes',
        params: objectParams,
        response: { 404: errorSchema },
      },
    },
    async ({ params }, reply) => {
      const object = await findObject(database, params.sha256);
      if (object === undefined) throw serverError('server/not-found');
      return reply.header('cache-control', FOR_EVER).type(JSON_TYPE).send(object);
    },
  );
  app.get(
    '/v1/rounds',
    { schema: { summary: 'Published rounds, newest first', response: { 200: roundIndexSchema } } },
    async (_, reply) =>
      reply.header('cache-control', FOR_MINUTES).send(await publishedRounds(database)),
  );
  app.get(
    '/v1/key',
    { schema: { summary: 'The public key of the site', response: { 200: keySchema } } },
    (_, reply) => reply.header('cache-control', FOR_MINUTES).send({ publicKey: key.publicKey }),
  );
}
