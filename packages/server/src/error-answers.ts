import { asSottoError, SottoError, type ErrorCode } from '@sotto/core';
import type { FastifyBaseLogger, FastifyError, FastifyInstance } from 'fastify';
import { serverError } from './server-error.ts';
import type { Metrics } from './metrics.ts';

const STATUS: Partial<Record<ErrorCode, number>> = {
  'config/invalid': 400,
  'report/malformed': 400,
  'report/version': 400,
  'server/request': 400,
  'server/unauthorised': 401,
  'server/not-found': 404,
  'server/conflict': 409,
  'server/busy': 503,
  'server/database': 503,
};

const REPORT_ROUTES = ['/v1/reports', '/v1/split-reports'];

/** What Fastify itself refuses, under our codes. Its own messages may quote the request. */
function translate(error: FastifyError | SottoError): { status: number; error: SottoError } {
  if (error instanceof SottoError) return { status: STATUS[error.code] ?? 500, error };
  // What a validator of ours throws stands behind Fastify's.
  if (error.validation !== undefined)
    return { status: 400, error: serverError('server/request', error.message) };
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return { status: 413, error: serverError('server/request', 'The message is too long.') };
  const status = error.statusCode ?? 500;
  if (status < 500) return { status, error: serverError('server/request') };
  return { status: 500, error: asSottoError(error, 'server/failed', 'server') };
}

/** Says what went wrong in the server, and nothing of the request that it went wrong for. */
export function logFault(log: FastifyBaseLogger, error: unknown): void {
  const fault = asSottoError(error, 'server/failed', 'server');
  const cause = fault.cause instanceof Error ? fault.cause.message : undefined;
  log.error({ code: fault.code, cause }, fault.message);
}

/**
 * Answers every error with its code. What is our fault is logged; its message stays here.
 *
 * @param metrics count what is wrong with reports
 */
export function answerErrors(app: FastifyInstance, metrics?: Metrics): void {
  app.setErrorHandler<FastifyError | SottoError>((thrown, { routeOptions }, reply) => {
    let { status, error } = translate(thrown);
    if (REPORT_ROUTES.includes(routeOptions.url ?? '')) {
      if (status === 413) error = serverError('report/malformed');
      if (error.code.startsWith('report/')) metrics?.refused(error.code);
    }
    if (status >= 500) logFault(app.log, error);
    const shown = status === 500 ? serverError('server/failed') : error;
    return reply.code(status).header('cache-control', 'no-store').send(shown.toData());
  });
  app.setNotFoundHandler((_, reply) =>
    reply.code(404).send(serverError('server/not-found').toData()),
  );
}
