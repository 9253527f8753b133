import type { Sequences } from '../../evaluation/sequences.ts';
import {
  casesOf,
  sampleCases,
  trainingPart,
  type EvaluationCase,
  type SplitName,
  type SplitPart,
} from '../../evaluation/split.ts';
import { usersOf, type Half } from '../halves.ts';
import { deviceWeeks, type DeviceWeek } from './device-weeks.ts';

/** One half of the users by themselves: what they did before, and what is to be found of them. */
export interface HalfOfUsers {
  /** Without what is held back for validation and test. */
  readonly weeks: readonly DeviceWeek[];
  readonly cases: readonly EvaluationCase[];
  readonly timed: boolean;
}

/** @param options.users most of whom something is to be found, drawn with the seed */
export function halfOfUsers(
  { users, timed }: Sequences,
  half: Half,
  part: SplitPart,
  options: { readonly split: SplitName; readonly users: number; readonly seed: number },
): HalfOfUsers {
  const own = { users: usersOf(users, half), timed };
  return {
    weeks: deviceWeeks(trainingPart(own, options.split), timed),
    cases: sampleCases(casesOf(own, options.split, part), options.users, options.seed),
    timed,
  };
}
