import { answerSchema, decodeReports, MAX_BATCH, REPORT_BYTES } from '@sotto/protocol';
import type { FastifyInstance } from 'fastify';
import { errorSchema } from '../schemas.ts';
import type { Services } from '../services.ts';

const MEDIA_TYPE = 'application/octet-stream';

/** `POST /v1/reports`: one report, or several, one after the other. */
export function reportRoutes(app: FastifyInstance, { takeReports }: Services): void {
  app.addContentTypeParser(MEDIA_TYPE, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.post(
    '/v1/reports',
    {
      bodyLimit: MAX_BATCH * REPORT_BYTES,
      schema: {
        summary: 'Takes reports: 41 bytes each, up to 4,096',
        consumes: [MEDIA_TYPE],
        response: { 200: answerSchema, 400: errorSchema, 413: errorSchema, 503: errorSchema },
      },
    },
    async ({ body }, reply) => {
      const reports = decodeReports(body instanceof Uint8Array ? body : new Uint8Array());
      return reply.header('cache-control', 'no-store').send(await takeReports(reports));
    },
  );
}
