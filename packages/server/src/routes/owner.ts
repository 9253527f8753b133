import type { FastifyInstance } from 'fastify';
import {
  ownersConfiguration,
  putConfiguration,
  type OwnersConfiguration,
} from '../configuration/configurations.ts';
import { bearerOf } from '../keys/bearer.ts';
import { createOwnerKey, isOwnerKey, listOwnerKeys, revokeOwnerKey } from '../keys/owner-keys.ts';
import { ownersRounds, rollBackRound } from '../rounds/round-list.ts';
import {
  errorSchema,
  inForceSchema,
  madeOwnerKeySchema,
  newConfigurationSchema,
  newOwnerKeySchema,
  ownerKeyParams,
  ownerKeysSchema,
  ownersConfigurationSchema,
  ownersRoundsSchema,
  roundParams,
} from '../schemas.ts';
import { serverError } from '../server-error.ts';
import type { Services } from '../services.ts';
import { versionRoutes } from './versions.ts';

const faults = { 400: errorSchema, 401: errorSchema, 404: errorSchema, 409: errorSchema };
const security = [{ ownerKey: [] }];

/** The owner's API, below `/v1/owner`. Every call carries `authorization: Bearer KEY`. */
export function ownerRoutes(app: FastifyInstance, services: Services): void {
  app.addHook('onRequest', async ({ headers }, reply) => {
    reply.header('cache-control', 'no-store');
    const key = bearerOf(headers);
    if (key === undefined || !(await isOwnerKey(services.database, key)))
      throw serverError('server/unauthorised');
  });
  configurationRoutes(app, services);
  roundRoutes(app, services);
  versionRoutes(app, services);
  keyRoutes(app, services);
}

function configurationRoutes(app: FastifyInstance, { database, key }: Services): void {
  app.get(
    '/v1/owner/configuration',
    {
      schema: {
        summary: 'The tasks in force, and how the shop learns from them',
        security,
        response: { 200: ownersConfigurationSchema, ...faults },
      },
    },
    async () => ownersConfiguration(database),
  );
  app.put<{ Body: OwnersConfiguration }>(
    '/v1/owner/configuration',
    {
      schema: {
        summary:
          'Puts tasks in force, and how the shop learns from them, as the next configuration',
        security,
        body: newConfigurationSchema,
        response: { 200: inForceSchema, ...faults },
      },
    },
    ({ body }) => putConfiguration(database, key, body),
  );
}

function roundRoutes(app: FastifyInstance, { database }: Services): void {
  app.get(
    '/v1/owner/rounds',
    {
      schema: {
        summary: 'All rounds with their states and how many reported',
        security,
        response: { 200: ownersRoundsSchema, ...faults },
      },
    },
    async () => ({ rounds: await ownersRounds(database) }),
  );
  app.post<{ Params: { task: string; round: string } }>(
    '/v1/owner/rounds/:task/:round/roll-back',
    {
      schema: {
        summary: 'Takes a published round back',
        security,
        params: roundParams,
        response: faults,
      },
    },
    async ({ params: { task, round } }, reply) => {
      await rollBackRound(database, task, Number(round));
      return reply.code(204).send();
    },
  );
}

function keyRoutes(app: FastifyInstance, { database }: Services): void {
  app.get(
    '/v1/owner/keys',
    {
      schema: {
        summary: 'Names of all keys',
        security,
        response: { 200: ownerKeysSchema, ...faults },
      },
    },
    async () => ({ keys: await listOwnerKeys(database) }),
  );
  app.post<{ Body: { name: string } }>(
    '/v1/owner/keys',
    {
      schema: {
        summary: 'Makes a key and tells it this once',
        security,
        body: newOwnerKeySchema,
        response: { 201: madeOwnerKeySchema, ...faults },
      },
    },
    async ({ body }, reply) => reply.code(201).send(await createOwnerKey(database, body.name)),
  );
  app.delete<{ Params: { id: string } }>(
    '/v1/owner/keys/:id',
    {
      schema: {
        summary: 'Revokes a key',
        security,
        params: ownerKeyParams,
        response: faults,
      },
    },
    async ({ params }, reply) => {
      await revokeOwnerKey(database, Number(params.id));
      return reply.code(204).send();
    },
  );
}
