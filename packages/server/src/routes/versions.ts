import type { FastifyInstance } from 'fastify';
import {
  ownersVersions,
  pinVersion,
  rollBackTo,
  unpinVersion,
} from '../learning/owners-versions.ts';
import { errorSchema, ownersVersionsSchema, versionParams } from '../schemas.ts';
import type { Services } from '../services.ts';

const faults = { 400: errorSchema, 401: errorSchema, 404: errorSchema, 409: errorSchema };
const security = [{ ownerKey: [] }];

/** What the owner may do with what the shop has learnt. */
export function versionRoutes(app: FastifyInstance, services: Services): void {
  app.get(
    '/v1/owner/versions',
    {
      schema: {
        summary:
          'All versions, each with the rounds that it learnt from, their promises, and its quality',
        security,
        response: { 200: ownersVersionsSchema, ...faults },
      },
    },
    () => ownersVersions(services.database),
  );
  app.post<{ Params: { serial: string } }>(
    '/v1/owner/versions/:serial/roll-back',
    {
      schema: {
        summary: 'Rolls back all that came after a version; after 0, all',
        security,
        params: versionParams,
        response: faults,
      },
    },
    async ({ params }, reply) => {
      await rollBackTo(services, Number(params.serial));
      return reply.code(204).send();
    },
  );
  app.post<{ Params: { serial: string } }>(
    '/v1/owner/versions/:serial/pin',
    {
      schema: {
        summary: 'Goes back to a version and holds on to it: nothing is learnt or tried',
        security,
        params: versionParams,
        response: faults,
      },
    },
    async ({ params }, reply) => {
      await pinVersion(services, Number(params.serial));
      return reply.code(204).send();
    },
  );
  app.delete<{ Params: Record<string, never> }>(
    '/v1/owner/versions/pin',
    { schema: { summary: 'Learns again', security, response: faults } },
    async (_, reply) => {
      await unpinVersion(services);
      return reply.code(204).send();
    },
  );
}
