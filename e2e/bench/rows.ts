import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const reports = fileURLToPath(new URL('../../.cache/reports/', import.meta.url));

/** Where the rows of a run are collected, one JSON document a line. */
export const rowsFile = path.join(reports, 'bench.jsonl');

/** One measured figure beside its limit or a peer of the same run. */
export interface Row {
  readonly group: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure must not exceed, or with `atLeast` must reach. */
  readonly limit?: number;
  readonly atLeast?: boolean;
  /** The same work done another way, measured in the same run, in the same unit. */
  readonly peer?: { readonly name: string; readonly value: number };
}

export function addRow(row: Row): void {
  mkdirSync(reports, { recursive: true });
  appendFileSync(rowsFile, `${JSON.stringify(row)}\n`);
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value that this share of the values lies below. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}
