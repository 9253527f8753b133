import cors from '@fastify/cors';
import { OBLIVIOUS_TYPES } from '@sotto/protocol';
import fastify, { type FastifyInstance } from 'fastify';

/** A sealed report has some 250 bytes. */
const MAX_BYTES = 4_096;

/** A gateway that does not answer in this time is not there. Milliseconds. */
const DEADLINE_MS = 10_000;

/** What a relay is made of. */
export interface CreateRelayOptions {
  /** Address of the gateway, such as `https://sync.shop.example/v1/gateway`. The relay asks no other. */
  readonly gateway: string;
  /** Origins whose pages may use the relay. */
  readonly origins: readonly string[];
}

/**
 * A relay of RFC 9458 that does not listen yet: it passes sealed messages on to one gateway, and nothing of who sent
 * them. It logs nothing. To be run by someone who does not share what it sees with the shop.
 */
export async function createRelay({
  gateway,
  origins,
}: CreateRelayOptions): Promise<FastifyInstance> {
  const app = fastify({ logger: false, bodyLimit: MAX_BYTES });
  const type = OBLIVIOUS_TYPES.request;
  app.addContentTypeParser(type, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  await app.register(cors, {
    origin: [...origins],
    methods: 'POST',
    allowedHeaders: 'content-type',
  });
  app.post('/', async ({ body }, reply) => {
    const answer = await pass(gateway, body as Buffer);
    if (answer === undefined) return reply.code(502).send();
    return reply.type(OBLIVIOUS_TYPES.response).header('cache-control', 'no-store').send(answer);
  });
  app.get('/healthz', (_, reply) => reply.send({ status: 'ok' }));
  return app;
}

/** What the gateway answers; nothing where it refuses or is not there. */
async function pass(gateway: string, message: Buffer): Promise<Buffer | undefined> {
  try {
    const response = await fetch(gateway, {
      method: 'POST',
      headers: { 'content-type': OBLIVIOUS_TYPES.request },
      body: new Uint8Array(message),
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
