import { threefryKey } from '../public-randomness/threefry.ts';
import type { RandomSource } from '../random/random-source.ts';
import { auditEpsilon, type AuditVerdict, auditVerdict } from './audit-epsilon.ts';
import type { AuditSubject } from './audit-subject.ts';
import { codeBookSubject } from './code-book-subject.ts';
import { kArySubject } from './k-ary-subject.ts';

/** How much is drawn. */
export interface AuditSize {
  /** Reports about each of the two inputs. */
  readonly reports: number;
  /** How many times as large as the smallest bug that 200,000 reports convict the planted one is. */
  readonly bugSize: number;
}

/** One mechanism, once as it is and once with a bug planted in it. */
export interface AuditRow {
  readonly mechanism: string;
  /** Whether a bug was planted, so that the verdict must be `broken`. */
  readonly spoiled: boolean;
  readonly claimed: number;
  readonly bound: number;
  readonly event: string;
  readonly verdict: AuditVerdict;
}

const CONFIDENCE = 0.95;

const codeBook = { microEpsilon: 4_000_000, dimension: 16, microClip: 1_000_000 };

/** Every mechanism that runs on devices. */
function subjects(random: RandomSource): readonly (readonly [string, number, AuditSubject])[] {
  return [
    ['k-ary response, 2 values', 1, kArySubject(random, { microEpsilon: 1_000_000, values: 2 })],
    ['k-ary response, 16 values', 2, kArySubject(random, { microEpsilon: 2_000_000, values: 16 })],
    ['code-book response', 4, codeBookSubject(random, codeBook, threefryKey([1, 2, 3, 4]))],
  ];
}

/**
 * Audits every mechanism that runs on devices, then the same reports with a bug planted in them, which an
 * audit worth its name must find. Each bound exceeds the truth with a chance of at most 5 %.
 *
 * @throws `privacy/randomness`
 */
export function* runAudit(
  random: RandomSource,
  { reports, bugSize }: AuditSize,
): Generator<AuditRow> {
  for (const [mechanism, claimed, subject] of subjects(random)) {
    const percent = bugSize * subject.leastPercent;
    const draw = (input: 0 | 1) => Array.from({ length: reports }, () => subject.run(input));
    const spoil = (input: 0 | 1) => (report: number) => subject.spoil(input, report, percent);
    const honest = [draw(0), draw(1)] as const;
    const spoiled = [honest[0].map(spoil(0)), honest[1].map(spoil(1))] as const;
    for (const seen of [honest, spoiled]) {
      const { epsilon: bound, event } = auditEpsilon(seen, subject.events, CONFIDENCE);
      const verdict = auditVerdict(bound, claimed);
      yield { mechanism, spoiled: seen === spoiled, claimed, bound, event, verdict };
    }
  }
}
