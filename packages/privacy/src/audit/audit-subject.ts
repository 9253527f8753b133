import type { AuditEvents } from './audit-epsilon.ts';

/** A mechanism as an auditor takes it: two inputs, and kinds of reports that may tell them apart. */
export interface AuditSubject {
  /** A report about the first or the second input, by the very code that runs on a device. */
  readonly run: (input: 0 | 1) => number;
  readonly events: AuditEvents<number>;
  /** Plants a bug: the most telling report about the input replaces a report in so many of a hundred. */
  readonly spoil: (input: 0 | 1, report: number, percent: number) => number;
  /** The smallest such bug that 200,000 reports about each input convict for certain. */
  readonly leastPercent: number;
}
