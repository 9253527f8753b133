import { SottoError } from '@sotto/core';
import {
  readModelIndex,
  readShopModel,
  type ModelIndex,
  type ModelName,
  type ShopModel,
  type SyncConfig,
} from '@sotto/protocol';
import { PublicFiles } from '../server/public-files.ts';

/** A version of a shop's model that was verified. */
export interface VerifiedVersion {
  readonly sha256: string;
  readonly model: ShopModel;
}

/** What a shop uses and what it tries, verified. Plain data, so that it can be kept. */
export interface ShopVersions {
  /** Serial number of the index that says so. */
  readonly serial: number;
  /** `null` where the release's numbers hold. */
  readonly current: VerifiedVersion | null;
  readonly candidate:
    | (VerifiedVersion & Pick<NonNullable<ModelIndex['candidate']>, 'canaryPercent' | 'since'>)
    | null;
}

/** Whom to ask, and what is known already. */
export interface ShopVersionsOptions extends SyncConfig {
  readonly fetch: typeof fetch;
  /** What was verified before: nothing older is taken, and nothing is fetched twice. */
  readonly known: ShopVersions | undefined;
}

/**
 * Asks the sync server what the shop has learnt: two or three GETs of public files, the same for every device, without
 * cookies or referrer. Both versions are fetched by everyone, so that no request tells who tries the candidate.
 *
 * @throws sync/unreachable where the server does not answer
 * @throws sync/model where something is not signed by the site's key, has another hash, is malformed, or is older than
 * what is known
 */
export async function fetchShopVersions({
  url,
  publicKey,
  fetch,
  known,
}: ShopVersionsOptions): Promise<ShopVersions> {
  const server = new PublicFiles(url, fetch);
  const index = await readModelIndex(await server.modelIndex(), publicKey);
  if (known !== undefined && index.serial < known.serial) throw older(index.serial, known.serial);
  const before = [known?.current, known?.candidate];
  const verified = async (name: ModelName): Promise<VerifiedVersion> => {
    const { sha256 } = name;
    const model =
      before.find((each) => each?.sha256 === sha256)?.model ??
      (await readShopModel(await server.object(sha256), name, publicKey));
    return { sha256, model };
  };
  const { serial, current, candidate } = index;
  return {
    serial,
    current: current && (await verified(current)),
    candidate: candidate && {
      ...(await verified(candidate)),
      canaryPercent: candidate.canaryPercent,
      since: candidate.since,
    },
  };
}

const older = (serial: number, known: number): SottoError =>
  new SottoError(
    'sync/model',
    { origin: 'sync' },
    `The index ${serial} is older than ${known}, which was taken before.`,
  );
