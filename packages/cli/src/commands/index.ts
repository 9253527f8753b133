import type { Command } from '../command.ts';
import { counts } from './counts.ts';
import { evaluate } from './evaluate.ts';
import { fit } from './fit.ts';
import { init } from './init.ts';
import { inspect } from './inspect.ts';
import { pack } from './pack.ts';
import { rules } from './rules.ts';
import { simulate } from './simulate.ts';

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [
  init,
  pack,
  inspect,
  rules,
  fit,
  evaluate,
  simulate,
  counts,
];
