import type { Command } from '../command.ts';
import { evaluate } from './evaluate.ts';
import { fit } from './fit.ts';
import { init } from './init.ts';
import { inspect } from './inspect.ts';
import { pack } from './pack.ts';
import { rules } from './rules.ts';

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [init, pack, inspect, rules, fit, evaluate];
