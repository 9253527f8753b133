import type { Command } from '../command.ts';
import { evaluate } from './evaluate.ts';
import { fit } from './fit.ts';
import { init } from './init.ts';
import { pack } from './pack.ts';

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [init, pack, fit, evaluate];
