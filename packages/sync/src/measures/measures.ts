import { listOutcome } from './list-outcome.ts';
import type { Measures } from './measure.ts';

/** Every measure of this release, by the name that tasks call it by. */
export const MEASURES: Measures = { 'list-outcome': listOutcome };
