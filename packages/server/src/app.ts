import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { answerErrors } from './error-answers.ts';
import { gatewayRoutes } from './routes/gateway.ts';
import { operationRoutes } from './routes/operation.ts';
import { ownerRoutes } from './routes/owner.ts';
import { publicObjectRoutes } from './routes/public-objects.ts';
import { reportRoutes } from './routes/reports.ts';
import { splitReportRoutes } from './routes/split-reports.ts';
import type { Services } from './services.ts';
import { toDocument, useValibot } from './valibot-schemas.ts';

const DAY_S = 86_400;

/** What {@link app} is made of. */
export interface AppOptions {
  readonly services: Services;
  /** Origins whose pages may send reports, besides the server's own. */
  readonly origins: readonly string[];
}

/** All routes of the sync server, as a Fastify plugin. */
export async function app(
  instance: FastifyInstance,
  { services, origins }: AppOptions,
): Promise<void> {
  useValibot(instance);
  answerErrors(instance, services.metrics);
  await instance.register(swagger, {
    openapi: {
      info: { title: 'Sotto sync server', version: '1' },
      components: {
        securitySchemes: {
          ownerKey: { type: 'http', scheme: 'bearer' },
          metricsToken: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: ({ schema, url }) => ({ schema: toDocument(schema), url }),
  });
  await instance.register(async (scope) => {
    // Any page may read what is public: the answer is the same for all and names no origin.
    scope.addHook('onRequest', async (_, reply) => {
      reply.header('access-control-allow-origin', '*');
    });
    publicObjectRoutes(scope, services);
  });
  await instance.register(async (scope) => {
    if (origins.length > 0)
      await scope.register(cors, {
        origin: [...origins],
        methods: 'POST',
        allowedHeaders: 'content-type',
        maxAge: DAY_S,
      });
    reportRoutes(scope, services);
    splitReportRoutes(scope, services);
  });
  await instance.register(async (scope) => gatewayRoutes(scope, services));
  await instance.register(async (scope) => ownerRoutes(scope, services));
  operationRoutes(instance, services);
}
