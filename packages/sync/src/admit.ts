import type { Configuration, Task } from '@sotto/protocol';
import { CAPS } from './caps.ts';
import type { Measures } from './measures/measure.ts';

/** What a device does of all that a site asks. */
export interface Admitted {
  readonly tasks: readonly Task[];
  /** Why it does not do the rest. */
  readonly refused: readonly { readonly measure: string; readonly why: string }[];
}

/**
 * The tasks of a configuration that take part in a round and ask no more than `CAPS` allow, of measures that this
 * release knows, one task for each measure.
 */
export function admit({ tasks }: Configuration, measures: Measures, round: number): Admitted {
  const now = tasks.filter(({ rounds }) => rounds.first <= round && round <= rounds.last);
  const judged = now.map((task) => ({ task, why: fault(task, now, measures) }));
  return {
    tasks: judged.filter(({ why }) => why === undefined).map(({ task }) => task),
    refused: judged.flatMap(({ task: { measure }, why }) =>
      why === undefined ? [] : [{ measure, why }],
    ),
  };
}

function fault(task: Task, all: readonly Task[], measures: Measures): string | undefined {
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
  return mode.kind === 'relay' && !isSafe(mode.url) ? 'the relay is not on https' : undefined;
}

/** A relay on this machine is for trying things out. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || hostname === 'localhost';
}
