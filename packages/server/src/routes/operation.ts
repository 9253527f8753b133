import type { FastifyInstance } from 'fastify';
import { schemaVersion } from '../database/migrate.ts';
import { MIGRATIONS } from '../database/migrations.ts';
import { serverError } from '../server-error.ts';
import type { Services } from '../services.ts';

/** What whoever runs the server asks it. */
export function operationRoutes(app: FastifyInstance, { database, metrics }: Services): void {
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
    { schema: { summary: 'Figures in the text format of Prometheus' } },
    async (_, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  app.get('/v1/openapi.json', { schema: { hide: true } }, (_, reply) => reply.send(app.swagger()));
}
