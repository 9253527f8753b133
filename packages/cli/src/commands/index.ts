import type { Command } from '../command.ts';
import { init } from './init.ts';

/** Every command, in the order of the overview. */
export const COMMANDS: readonly Command[] = [init];
