import type { Answer, ObliviousKey, Report, SplitReport } from '@sotto/protocol';
import type { Database } from './database/database.ts';
import type { SigningKey } from './keys/signing-key.ts';
import type { Metrics } from './metrics.ts';

/** What the routes work with. */
export interface Services {
  readonly database: Database;
  readonly key: SigningKey;
  readonly gatewayKey: ObliviousKey;
  readonly metrics: Metrics;
  readonly takeReports: (reports: readonly Report[]) => Promise<Answer>;
  readonly takeSplitReport: (report: SplitReport) => Promise<Answer>;
}
