import { asSottoError } from '@sotto/core';
import { decodeReports, encodeKeyConfig, OBLIVIOUS_TYPES, openRequest } from '@sotto/protocol';
import type { FastifyInstance } from 'fastify';
import { errorSchema } from '../schemas.ts';
import type { Services } from '../services.ts';

/** A sealed report has some 250 bytes. */
const MAX_BYTES = 4_096;

/** Requests that a relay passes on without being able to read them: RFC 9458. */
export function gatewayRoutes(
  app: FastifyInstance,
  { gatewayKey, takeReports }: Pick<Services, 'gatewayKey' | 'takeReports'>,
): void {
  const type = OBLIVIOUS_TYPES.request;
  app.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.post(
    '/v1/gateway',
    {
      bodyLimit: MAX_BYTES,
      schema: {
        summary: 'Takes a sealed request for /v1/reports from a relay, and seals the answer',
        consumes: [type],
        response: { 400: errorSchema, 413: errorSchema },
      },
    },
    async ({ body }, reply) => {
      const message = body instanceof Uint8Array ? body : new Uint8Array();
      const { request, seal } = await openRequest(gatewayKey, message);
      const sealed = await seal(await answer(request, takeReports));
      return reply
        .type(OBLIVIOUS_TYPES.response)
        .header('cache-control', 'no-store')
        .send(Buffer.from(sealed));
    },
  );
  app.get(
    '/v1/ohttp-keys',
    { schema: { summary: 'The key configuration of the gateway: RFC 9458, section 3.2' } },
    async (_, reply) => {
      const config = await encodeKeyConfig(gatewayKey);
      const length = Buffer.from([config.length >> 8, config.length & 0xff]);
      return reply.type('application/ohttp-keys').send(Buffer.concat([length, config]));
    },
  );
}

/** The relay must not learn how it went: what is wrong with the reports is said inside. */
async function answer(request: Request, takeReports: Services['takeReports']): Promise<Response> {
  if (request.method !== 'POST' || new URL(request.url).pathname !== '/v1/reports')
    return Response.json({}, { status: 404 });
  try {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return Response.json(await takeReports(decodeReports(bytes)));
  } catch (thrown) {
    const error = asSottoError(thrown, 'server/failed', 'server');
    return Response.json(error.toData(), { status: error.code.startsWith('report/') ? 400 : 503 });
  }
}
