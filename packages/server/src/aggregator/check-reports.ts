import { fromBase64Url } from '@sotto/protocol';
import {
  addToShare,
  checkAtHelper,
  openShare,
  type HelperKeyPair,
  type HelperOutcome,
} from '@sotto/protocol/split';
import type { Database } from '../database/database.ts';
import { serverError } from '../server-error.ts';
import { addToChecksum } from '../split/checksum.ts';
import type { Prepare } from '../split/helper-messages.ts';
import type { HelperSecret } from '../split/helper-secret.ts';
import { frameOf } from '../split/split-task.ts';
import { holdRound, type AskedRound } from './helper-round.ts';

type Asked = Prepare['reports'][number];

/** What a helper checks reports with. */
export interface CheckOptions {
  readonly database: Database;
  readonly pair: HelperKeyPair;
  readonly secret: HelperSecret;
}

/** What became of a report: nothing where it is not valid. */
type Checked = { readonly nonce: Uint8Array } & Partial<HelperOutcome>;

/**
 * Checks the helper's shares of reports, adds the valid ones to its share of the sum, and answers. A nonce that was
 * answered before gets the same answer and is not added again, whatever comes with it.
 *
 * @returns a message for each report, in order; `null` where it is not valid
 * @throws server/conflict where the sum of the round was released
 */
export async function checkReports(
  options: CheckOptions,
  asked: AskedRound,
  reports: readonly Asked[],
): Promise<(Uint8Array | null)[]> {
  const checked: Checked[] = [];
  for (const report of reports) checked.push(await check(options, asked, report));
  return options.database.transaction(async (transaction) => {
    const { id, share, checksum, released } = await holdRound(transaction, asked);
    if (released !== null) throw serverError('server/conflict', 'The sum was released.');
    const added: Required<Checked>[] = [];
    const messages: (Uint8Array | null)[] = [];
    for (const { nonce, message, outputShare } of checked) {
      const inserted = await transaction.query(
        `insert into helper_report (round, nonce, message) values ($1, $2, $3)
         on conflict do nothing returning nonce`,
        [id, nonce, message ?? null],
      );
      if (inserted.length > 0 && message !== undefined && outputShare !== undefined)
        added.push({ nonce, message, outputShare });
      const [row] = await transaction.query<{ message: Uint8Array | null }>(
        'select message from helper_report where round = $1 and nonce = $2',
        [id, nonce],
      );
      messages.push(row?.message ?? null);
    }
    await transaction.query(
      `update helper_round set share = $2, reports = reports + $3, checksum = $4 where id = $1`,
      [
        id,
        addToShare(
          share,
          added.map(({ outputShare }) => outputShare),
        ),
        added.length,
        addToChecksum(
          checksum,
          added.map(({ nonce }) => nonce),
        ),
      ],
    );
    return messages;
  });
}

async function check(
  { pair, secret }: CheckOptions,
  { task, taskHash, round }: AskedRound,
  report: Asked,
): Promise<Checked> {
  const nonce = fromBase64Url(report.nonce);
  try {
    const publicShare = fromBase64Url(report.publicShare);
    const context = { taskHash, round, nonce, publicShare };
    const share = await openShare(fromBase64Url(report.sealedShare), pair, context);
    const verifyKey = secret.verifyKey(taskHash);
    const outcome = await checkAtHelper(
      { frame: frameOf(task), verifyKey, nonce, publicShare },
      share,
      fromBase64Url(report.preparationShare),
    );
    return { nonce, ...outcome };
  } catch {
    // Sealed for something else, of another form, or without a proof: the report is not valid, and that is the answer.
    return { nonce };
  }
}
