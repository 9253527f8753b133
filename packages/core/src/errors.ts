/** Where an error began. */
export type ErrorOrigin =
  'page' | 'worker' | 'pack' | 'model' | 'storage' | 'cli' | 'privacy' | 'sync' | 'server';

/**
 * Every error code of Sotto with its meaning. The code is the contract: it is never reused and never
 * changes its meaning. `docs/errors.md` lists the same codes.
 */
export const ERROR_CATALOGUE = {
  'config/invalid': 'The configuration has one or more problems; the message lists them all.',
  'consent/required': 'The call needs consent to personalisation, which the shopper has not given.',
  'worker/unavailable': 'The worker could not be started, or died twice.',
  'worker/timeout': 'The worker did not answer before the deadline.',
  'worker/aborted': 'The caller gave the call up.',
  'worker/version': 'Page and worker come from different releases.',
  'worker/failed': 'The worker failed in a way it has no code for; see the cause.',
  'pack/unreachable': 'A file of the site pack could not be fetched.',
  'pack/corrupt': 'A file of the site pack does not match its SHA-256, or contradicts itself.',
  'pack/truncated': 'A file of the site pack is shorter than its manifest says.',
  'pack/too-large': 'A file of the site pack is larger than its manifest or the reader allows.',
  'pack/version': 'The site pack is of a format version that this reader does not know.',
  'pack/manifest': 'The manifest of the site pack is not one.',
  'model/too-large': 'The model is larger than a model of its kind may be.',
  'model/version': 'The model is of a version that this release can not use.',
  'model/manifest': 'The manifest of a model is not one.',
  'model/unsupported':
    'The model is not one, or needs an operator that this runtime does not have.',
  'model/shape': 'An input or output of the model does not have the shape that it must have.',
  'model/numbers': 'The model gave numbers that are not finite, or not those of its self-test.',
  'runtime/unavailable':
    'The runtime can not work on this device or under the policy of this page.',
  'runtime/lost': 'The runtime or its GPU device is gone; the model moves to another runtime.',
  'storage/unavailable': 'IndexedDB or WebCrypto can not be used here; history stays in memory.',
  'storage/quota': 'The browser has no room left for the history.',
  'storage/newer-version': 'The database was written by a newer release.',
  'storage/lost': 'The database was deleted or closed by the browser while in use.',
  'storage/corrupt': 'A stored record can not be decrypted or read; it was dropped.',
  'storage/blocked': 'Another tab keeps the database from being opened or deleted.',
  'storage/busy': 'Other tabs kept writing to the history; the call may be made again.',
  'storage/closed': 'The store was used after it was closed.',
  'privacy/randomness': 'The random number generator is absent, fails or repeats itself.',
  'privacy/parameters': 'A parameter of a mechanism or of the accountant is out of range.',
  'sync/configuration':
    'What a site asks of devices is not signed by its key, or asks more than a device allows.',
  'sync/model':
    'A version of what the shop has learnt, or the list of versions, is none or is not signed by the site’s key.',
  'sync/ledger': 'The ledger of reports can not be read or written; nothing is sent.',
  'sync/measure': 'A measure could not be taken; its report says nothing.',
  'sync/unreachable': 'The sync server does not answer; reports wait on the device.',
  'report/malformed': 'A message is no whole number of reports, of 1 to 4,096.',
  'report/version': 'A report is of another version of the protocol.',
  'report/unknown-task': 'A report answers a task that the site does not have.',
  'report/wrong-round':
    'A report is for a round in which its task takes no part, or that has not begun.',
  'report/late': 'A report is for a round that is closed.',
  'report/payload': 'A report has a number that the mechanism of its task can not give.',
  'report/replayed': 'A report with this nonce was taken already; it counts once.',
  'server/request': 'A request to the server has a form that it does not take.',
  'server/unauthorised': 'The owner’s API was called without a valid key.',
  'server/not-found': 'The server has nothing under this address.',
  'server/conflict': 'What was asked of the server does not fit its present state.',
  'server/busy': 'More reports wait than the server holds; they may be sent again.',
  'server/database': 'The database of the server can not be opened, reached or used.',
  'server/helper': 'The helper of a round in two shares does not answer, or counted other reports.',
  'server/failed': 'The server failed in a way it has no code for; see its log.',
  'rule/syntax': 'A merchandising rule can not be parsed; the message has line and column.',
  'event/invalid': 'An event given to track() is not one.',
  'feed/unreadable': 'A feed can not be opened or is not of any known format.',
  'feed/empty': 'A feed has no products.',
  'feed/truncated': 'A feed ends in the middle of a record.',
  'feed/unmapped': 'A column that is needed was not found in the feed.',
  'feed/too-bad': 'Too few rows of a feed can be used.',
  'orders/unreadable': 'An order history can not be read or mapped.',
  'images/unreadable': 'The folder of images can not be read.',
  'cli/usage': 'A command was called with wrong or missing arguments.',
  'cli/failed': 'A command failed; the message says why.',
} as const satisfies Record<string, string>;

/** One of the codes in {@link ERROR_CATALOGUE}. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** What accompanies a {@link SottoError}. */
export interface ErrorDetails {
  readonly origin: ErrorOrigin;
  /** Whether the same call may succeed later. Default `false`. */
  readonly retry?: boolean;
  readonly cause?: unknown;
}

/** A {@link SottoError} as plain data, for crossing between threads. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly origin: ErrorOrigin;
  readonly retry: boolean;
}

/** The one error class of Sotto. Tell errors apart by `code`, never by message. */
export class SottoError extends Error {
  override readonly name = 'SottoError';
  readonly code: ErrorCode;
  readonly origin: ErrorOrigin;
  readonly retry: boolean;

  /**
   * @param code the contract
   * @param message one sentence for a person; default the catalogue's
   */
  constructor(code: ErrorCode, details: ErrorDetails, message: string = ERROR_CATALOGUE[code]) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.origin = details.origin;
    this.retry = details.retry ?? false;
  }

  /** Each bundle of a release has this class once: what one threw is an error of the other too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'SottoError';
  }

  /** The error as plain data; the cause stays behind. */
  toData(): ErrorData {
    return { code: this.code, message: this.message, origin: this.origin, retry: this.retry };
  }

  /** Rebuilds an error from {@link SottoError.toData}. */
  static fromData(data: ErrorData): SottoError {
    return new SottoError(data.code, { origin: data.origin, retry: data.retry }, data.message);
  }
}

/**
 * Gives `error` back when it is a {@link SottoError}, else wraps it under `code`.
 */
export function asSottoError(error: unknown, code: ErrorCode, origin: ErrorOrigin): SottoError {
  if (error instanceof SottoError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new SottoError(code, { origin, cause: error }, message);
}
