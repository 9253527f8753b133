export {
  type AuditEvents,
  auditEpsilon,
  type AuditVerdict,
  auditVerdict,
  type EpsilonBound,
} from './audit-epsilon.ts';
export { loudestReports } from './loudest-reports.ts';
export { type AuditRow, type AuditSize, runAudit } from './run-audit.ts';
export { counterRandom } from '../random/counter-random.ts';
