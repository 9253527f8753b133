import { toJsonSchema } from '@valibot/to-json-schema';
import type { FastifyInstance, FastifySchema } from 'fastify';
import * as v from 'valibot';
import { serverError } from './server-error.ts';

/** Parts of a route's schema that are Valibot's. */
const PARTS = ['body', 'params', 'querystring'] as const;

type Schema = v.GenericSchema;

const isValibot = (schema: unknown): schema is Schema =>
  typeof schema === 'object' && schema !== null && '~standard' in schema;

function problemsOf(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`)
    .join('\n');
}

/** Lets the routes of an app describe what comes and goes by Valibot schemas: one truth for checks and document. */
export function useValibot(app: FastifyInstance): void {
  app.setValidatorCompiler<Schema>(({ schema }) => (data: unknown) => {
    const result = v.safeParse(schema, data);
    return result.success
      ? { value: result.output }
      : { error: serverError('server/request', problemsOf(result.issues)) };
  });
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

const convert = (schema: unknown): unknown =>
  isValibot(schema) ? toJsonSchema(schema, { target: 'openapi-3.0', errorMode: 'ignore' }) : schema;

/** The schema of a route as JSON Schema, for the OpenAPI document. */
export function toDocument(schema: FastifySchema): FastifySchema {
  const parts = PARTS.flatMap((part) =>
    schema[part] === undefined ? [] : [[part, convert(schema[part])]],
  );
  const response = Object.entries((schema.response ?? {}) as Record<string, unknown>).map(
    ([status, each]) => [status, convert(each)],
  );
  return {
    ...schema,
    ...(Object.fromEntries(parts) as FastifySchema),
    response: Object.fromEntries(response) as unknown,
  };
}
