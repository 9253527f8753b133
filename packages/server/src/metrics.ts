import { MODEL_STATES, REJECTIONS, type Answer } from '@sotto/protocol';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './database/database.ts';
import { versionsByState } from './learning/versions.ts';
import { ROUND_STATES, roundsByState } from './rounds/round-list.ts';

/** Figures for Prometheus. No label tells devices apart. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts what became of a message. */
  answered(answer: Answer): void;
  /** Counts a message that was refused as a whole. */
  refused(code: string): void;
  /** Begins to time a write; the answer ends it. */
  startWrite(reports: number): () => void;
}

/** Makes the figures of one server. */
export function createMetrics(database: Database): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const accepted = new Counter({
    name: 'sotto_reports_accepted_total',
    help: 'Reports that were kept.',
    registers,
  });
  const rejected = new Counter({
    name: 'sotto_reports_rejected_total',
    help: 'Reports, or messages of a wrong form, that were refused, by code.',
    labelNames: ['code'],
    registers,
  });
  for (const code of REJECTIONS) rejected.inc({ code }, 0);
  const writeSeconds = new Histogram({
    name: 'sotto_write_seconds',
    help: 'Time that a write of reports took until it was kept.',
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers,
  });
  const writeReports = new Histogram({
    name: 'sotto_write_reports',
    help: 'Reports that were written together.',
    buckets: [1, 4, 16, 64, 256, 1_024, 4_096, 16_384],
    registers,
  });
  stateGauge(registry, 'sotto_rounds', 'Rounds by state.', ROUND_STATES, () =>
    roundsByState(database),
  );
  stateGauge(
    registry,
    'sotto_versions',
    'Versions of what the shop has learnt, by state.',
    MODEL_STATES,
    () => versionsByState(database),
  );
  return {
    registry,
    answered(answer) {
      accepted.inc(answer.accepted);
      for (const { code } of answer.rejected) rejected.inc({ code });
    },
    refused: (code) => rejected.inc({ code }),
    startWrite(reports) {
      writeReports.observe(reports);
      return writeSeconds.startTimer();
    },
  };
}

/** Counts by state, for which the database is asked whenever the figures are read. */
function stateGauge(
  registry: Registry,
  name: string,
  help: string,
  states: readonly string[],
  read: () => Promise<readonly { readonly state: string; readonly count: number }[]>,
): void {
  const gauge: Gauge<'state'> = new Gauge({
    name,
    help,
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const counts = await read();
      for (const state of states)
        gauge.set({ state }, counts.find((each) => each.state === state)?.count ?? 0);
    },
  });
}
