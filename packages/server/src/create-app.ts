import fastify, { LogController, type FastifyInstance } from 'fastify';

/** A request that takes longer to come in is no report. Milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Lines say what happens to the server: nothing of a request is in them, and no time. */
export function createApp(log: { write(line: string): void } | undefined): FastifyInstance {
  return fastify({
    requestTimeout: REQUEST_TIMEOUT_MS,
    logController: new LogController({ disableRequestLogging: true }),
    logger: {
      base: null,
      timestamp: false,
      serializers: { req: () => ({}), res: () => ({}) },
      ...(log === undefined ? {} : { stream: log }),
    },
    // The parser's own handler would log the start of a broken request, headers included.
    clientErrorHandler: (_, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n');
    },
  });
}
