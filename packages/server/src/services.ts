import type { Clock } from '@sotto/core';
import type { Answer, ObliviousKey, Report, SplitReport } from '@sotto/protocol';
import type { Database } from './database/database.ts';
import type { SigningKey } from './keys/signing-key.ts';
import type { Metrics } from './metrics.ts';

/** What the routes work with. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly key: SigningKey;
  readonly gatewayKey: ObliviousKey;
  readonly metrics: Metrics;
  /** What opens the figures besides a key of the owner. */
  readonly metricsToken: string | undefined;
  readonly takeReports: (reports: readonly Report[]) => Promise<Answer>;
  readonly takeSplitReport: (report: SplitReport) => Promise<Answer>;
}
