import * as v from 'valibot';
import type { DatabasePlace } from './database/open-database.ts';
import { serverError } from './server-error.ts';

const isUrl = (protocols: readonly string[]) => (text: string) =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

const isOrigin = (text: string): boolean =>
  isUrl(['http:', 'https:'])(text) && new URL(text).origin === text;

/** What the environment says, each with its meaning. `docs/server.md` lists the same. */
export const SETTINGS = {
  DATABASE_URL: v.pipe(
    v.optional(
      v.pipe(v.string(), v.check(isUrl(['postgres:', 'postgresql:']), 'is no postgres:// address')),
    ),
    v.description('A PostgreSQL server, `postgres://…`; without it the data lie in a folder'),
  ),
  SOTTO_SERVER_DATA: v.pipe(
    v.optional(v.pipe(v.string(), v.minLength(1, 'is empty')), './sotto-server'),
    v.description('That folder'),
  ),
  HOST: v.pipe(
    v.optional(v.pipe(v.string(), v.minLength(1, 'is empty')), 'localhost'),
    v.description('Name or address to listen on; `0.0.0.0` for all'),
  ),
  PORT: v.pipe(
    v.optional(
      v.pipe(
        v.string(),
        v.check((text) => /^\d+$/.test(text) && Number(text) <= 65_535, 'is no port'),
      ),
      '4180',
    ),
    v.description('Port to listen on; 0 takes any free one'),
  ),
  SOTTO_ORIGINS: v.pipe(
    v.optional(
      v.pipe(
        v.string(),
        v.check(
          (text) => originsOf(text).every(isOrigin),
          'is no list of origins such as https://shop.example',
        ),
      ),
      '',
    ),
    v.description('Origins whose pages may send reports, with commas between; none but its own'),
  ),
  SOTTO_REPORTS_PER_SECOND: v.pipe(
    v.optional(
      v.pipe(
        v.string(),
        v.check((text) => /^\d{1,6}$/.test(text) && Number(text) > 0, 'is no number from 1'),
      ),
      '2000',
    ),
    v.description('Most reports that are taken, from all together; others are asked to come again'),
  ),
  SOTTO_METRICS_TOKEN: v.pipe(
    v.optional(v.pipe(v.string(), v.minLength(16, 'is shorter than 16 characters'))),
    v.description('What opens `/metrics` besides a key of the owner, as a bearer token'),
  ),
  SOTTO_SIGNING_KEY: v.pipe(
    v.optional(v.string()),
    v.description(
      'ECDSA P-256 private key of the site as a JWK; without it the database keeps one',
    ),
  ),
  SOTTO_HELPER_SECRET: v.pipe(
    v.optional(v.pipe(v.string(), v.minLength(32, 'is shorter than 32 characters'))),
    v.description(
      'What this server and the helper of tasks in split mode both know, and nobody else',
    ),
  ),
};

/** How the environment wants the server. */
export interface Settings {
  readonly database: DatabasePlace;
  readonly host: string;
  readonly port: number;
  readonly origins: readonly string[];
  readonly reportsPerSecond: number;
  readonly metricsToken?: string;
  readonly signingKey?: string;
  readonly helperSecret?: string;
}

const originsOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/**
 * Reads the settings.
 *
 * @returns frozen
 * @throws config/invalid with every problem. A secret is in no message.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const result = v.safeParse(v.object(SETTINGS), env);
  if (!result.success) {
    const problems = result.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`);
    throw serverError('config/invalid', problems.join('\n'));
  }
  const { DATABASE_URL, SOTTO_SERVER_DATA, HOST, PORT, SOTTO_ORIGINS } = result.output;
  const { SOTTO_REPORTS_PER_SECOND, SOTTO_METRICS_TOKEN } = result.output;
  const { SOTTO_SIGNING_KEY, SOTTO_HELPER_SECRET } = result.output;
  return Object.freeze({
    database: Object.freeze(
      DATABASE_URL === undefined ? { folder: SOTTO_SERVER_DATA } : { url: DATABASE_URL },
    ),
    host: HOST,
    port: Number(PORT),
    origins: Object.freeze(originsOf(SOTTO_ORIGINS)),
    reportsPerSecond: Number(SOTTO_REPORTS_PER_SECOND),
    ...(SOTTO_METRICS_TOKEN === undefined ? {} : { metricsToken: SOTTO_METRICS_TOKEN }),
    ...(SOTTO_SIGNING_KEY === undefined ? {} : { signingKey: SOTTO_SIGNING_KEY }),
    ...(SOTTO_HELPER_SECRET === undefined ? {} : { helperSecret: SOTTO_HELPER_SECRET }),
  });
}
