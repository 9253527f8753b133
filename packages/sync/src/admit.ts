import {
  takesPart,
  type Configuration,
  type Task,
  type TaskMechanism,
  type TaskMode,
} from '@sotto/protocol';
import { CAPS } from './caps.ts';
import type { Measures } from './measures/measure.ts';

/** What a device does of all that a site asks. */
export interface Admitted {
  readonly tasks: readonly Task[];
  /** Why it does not do the rest. */
  readonly refused: readonly { readonly measure: string; readonly why: string }[];
}

/** For whom {@link admit} judges. */
export interface AdmitOptions {
  readonly round: number;
  /** URL of the sync server. */
  readonly server: string;
}

/**
 * The tasks of a configuration that take part in a round and ask no more than `CAPS` allow, of measures that this
 * release knows, one task for each measure.
 */
export function admit(
  { tasks }: Configuration,
  measures: Measures,
  { round, server }: AdmitOptions,
): Admitted {
  const now = tasks.filter((task) => takesPart(task, round));
  const judged = now.map((task) => ({ task, why: fault(task, now, { measures, server }) }));
  return {
    tasks: judged.filter(({ why }) => why === undefined).map(({ task }) => task),
    refused: judged.flatMap(({ task: { measure }, why }) =>
      why === undefined ? [] : [{ measure, why }],
    ),
  };
}

function fault(
  task: Task,
  all: readonly Task[],
  { measures, server }: { readonly measures: Measures; readonly server: string },
): string | undefined {
  const { measure, mechanism, minimumCohort, mode } = task;
  const known = Object.hasOwn(measures, measure) ? measures[measure] : undefined;
  if (known === undefined) return 'no measure of this name is known';
  if (all.filter((each) => each.measure === measure).length > 1)
    return 'more than one task asks for the measure';
  if (mechanism.kind !== known.mechanism) return 'the mechanism is not that of the measure';
  if (known.fits?.(mechanism) === false) return 'the mechanism does not fit the measure';
  if (mechanism.microEpsilon > CAPS.microEpsilonOfReport)
    return `epsilon is above ${CAPS.microEpsilonOfReport} millionths`;
  if (minimumCohort < CAPS.minimumCohort) return `the cohort is below ${CAPS.minimumCohort}`;
  if (mechanism.kind === 'code-book' && mechanism.microClip > CAPS.microClip)
    return `the clip is above ${CAPS.microClip} millionths`;
  return modeFault(mode, mechanism, server);
}

function modeFault(mode: TaskMode, { kind }: TaskMechanism, server: string): string | undefined {
  if (mode.kind === 'relay') return isSafe(mode.url) ? undefined : 'the relay is not on https';
  if (mode.kind !== 'split') return undefined;
  if (kind !== 'code-book') return 'split mode is for code books alone';
  if (!isSafe(mode.helper.url)) return 'the helper is not on https';
  return new URL(mode.helper.url).origin === new URL(server).origin
    ? 'the helper is the server itself'
    : undefined;
}

/** A relay or a helper on this machine is for trying things out. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || hostname === 'localhost';
}
