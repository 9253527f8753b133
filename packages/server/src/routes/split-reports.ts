import {
  answerSchema,
  decodeSplitReport,
  MAX_SPLIT_REPORT_BYTES,
  SPLIT_REPORT_TYPE,
} from '@sotto/protocol';
import type { FastifyInstance } from 'fastify';
import { errorSchema } from '../schemas.ts';
import type { Services } from '../services.ts';

/** `POST /v1/split-reports`: a report in two shares, of which the helper's is sealed. */
export function splitReportRoutes(app: FastifyInstance, { takeSplitReport }: Services): void {
  app.addContentTypeParser(SPLIT_REPORT_TYPE, { parseAs: 'buffer' }, (_, body, done) =>
    done(null, body),
  );
  app.post(
    '/v1/split-reports',
    {
      bodyLimit: MAX_SPLIT_REPORT_BYTES,
      schema: {
        summary: 'Takes a report in two shares; its proof is checked later, with the helper',
        consumes: [SPLIT_REPORT_TYPE],
        response: { 200: answerSchema, 400: errorSchema, 413: errorSchema, 503: errorSchema },
      },
    },
    async ({ body }, reply) => {
      const report = decodeSplitReport(body instanceof Uint8Array ? body : new Uint8Array());
      return reply.header('cache-control', 'no-store').send(await takeSplitReport(report));
    },
  );
}
