import type { FastifyInstance } from 'fastify';
import { schemaVersion } from '../database/migrate.ts';
import { MIGRATIONS } from '../database/migrations.ts';
import { bearerOf } from '../keys/bearer.ts';
import { isOwnerKey, isSameSecret } from '../keys/owner-keys.ts';
import { errorSchema } from '../schemas.ts';
import { serverError } from '../server-error.ts';
import type { Services } from '../services.ts';

/** Who reads the figures has the token for them, or a key of the owner. */
async function requireReader(
  { database, metricsToken }: Services,
  token: string | undefined,
): Promise<void> {
  if (token !== undefined && metricsToken !== undefined && isSameSecret(token, metricsToken))
    return;
  if (token === undefined || !(await isOwnerKey(database, token)))
    throw serverError('server/unauthorised');
}

/** What whoever runs the server asks it. */
export function operationRoutes(app: FastifyInstance, services: Services): void {
  const { database, metrics } = services;
  app.get('/healthz', { schema: { summary: 'Whether the process answers' } }, (_, reply) =>
    reply.send({ status: 'ok' }),
  );
  app.get(
    '/readyz',
    { schema: { summary: 'Whether the database answers and has the tables of this release' } },
    async (_, reply) => {
      const version = await schemaVersion(database);
      if (version !== MIGRATIONS.length) throw serverError('server/database');
      return reply.send({ status: 'ok' });
    },
  );
  app.get(
    '/metrics',
    {
      schema: {
        summary: 'Figures in the text format of Prometheus',
        security: [{ ownerKey: [] }, { metricsToken: [] }],
        response: { 401: errorSchema },
      },
    },
    async ({ headers }, reply) => {
      await requireReader(services, bearerOf(headers));
      const figures = await metrics.registry.metrics();
      return reply
        .header('cache-control', 'no-store')
        .type(metrics.registry.contentType)
        .send(figures);
    },
  );
  app.get('/v1/openapi.json', { schema: { hide: true } }, (_, reply) => reply.send(app.swagger()));
}
