import {
  MAX_LISTED_VERSIONS,
  sign,
  WIRE_VERSION,
  type ModelIndex,
  type ModelState,
} from '@sotto/protocol';
import type { Queryable } from '../database/database.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import { qualityOf, type Trial } from './trial/trial.ts';

/** The signed index in force, or `undefined` before the first start. */
export async function signedModelIndex(database: Queryable): Promise<string | undefined> {
  const [row] = await database.query<{ signed: string }>('select signed from model_index');
  return row?.signed;
}

interface Listed {
  readonly serial: number;
  readonly sha256: string;
  readonly signature: string;
  readonly state: ModelState;
  readonly since: number;
  readonly trial: string;
}

/** What the versions say, newest first. */
function indexOf(serial: number, versions: readonly Listed[]): ModelIndex {
  const name = ({ serial, sha256, signature }: Listed) => ({ serial, sha256, signature });
  const current = versions.find(({ state }) => state === 'current');
  const candidate = versions.find(({ state }) => state === 'candidate');
  const trialOf = ({ trial }: Listed) => JSON.parse(trial) as Trial;
  return {
    version: WIRE_VERSION,
    serial,
    current: current === undefined ? null : name(current),
    candidate:
      candidate === undefined
        ? null
        : {
            ...name(candidate),
            canaryPercent: trialOf(candidate).canaryPercent,
            since: candidate.since,
          },
    versions: versions
      .slice(0, MAX_LISTED_VERSIONS)
      .map((each) => ({ ...name(each), state: each.state, quality: qualityOf(trialOf(each)) })),
  };
}

/** Signs the index anew, under the next serial number: after every change of a version. */
export async function renewModelIndex(transaction: Queryable, key: SigningKey): Promise<void> {
  const versions = await transaction.query<Listed & Record<string, unknown>>(
    `select serial, object as sha256, signature, state, since, trial
     from model_version order by serial desc`,
  );
  const [last] = await transaction.query<{ serial: number }>('select serial from model_index');
  const index = indexOf((last?.serial ?? 0) + 1, versions);
  const signed = await sign(JSON.stringify(index), key.privateKey);
  await transaction.query(
    `insert into model_index (serial, signed) values ($1, $2)
     on conflict (only_one) do update set serial = excluded.serial, signed = excluded.signed`,
    [index.serial, JSON.stringify(signed)],
  );
}

/** Whether the owner holds on to the version in use. */
export async function isPinned(database: Queryable): Promise<boolean> {
  const [row] = await database.query<{ pinned: boolean }>('select pinned from model_index');
  return row?.pinned ?? false;
}
