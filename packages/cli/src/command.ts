import type { parseArgs, ParseArgsConfig } from 'node:util';
import type { Terminal } from './terminal/terminal.ts';

type ParsedOption = NonNullable<ParseArgsConfig['options']>[string];

/** One option of a command: what `node:util` parses, and what the help says about it. */
export interface CommandOption extends ParsedOption {
  /** One sentence for the help. */
  readonly description: string;
  /** How the help names the value, such as `FILE`; left out for a switch. */
  readonly value?: string;
}

/** The options of a command by their long name. */
export type CommandOptions = Record<string, CommandOption>;

/** The parsed values of a set of options, typed after it. */
export type OptionValues<O extends CommandOptions> = ReturnType<
  typeof parseArgs<{ options: O; strict: true }>
>['values'];

/** What a command gets to work with. */
export interface CommandContext<O extends CommandOptions = CommandOptions> {
  /** Arguments without a leading `--`. */
  readonly positionals: readonly string[];
  readonly values: OptionValues<O>;
  /** Whether the caller asked for `--json`: then `terminal.json` is called once and `print` never. */
  readonly json: boolean;
  readonly terminal: Terminal;
}

/** One command of the command line; every command is a file of `commands/`. */
export interface Command<O extends CommandOptions = CommandOptions> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands behind the name, such as `FEED… --out DIR`. */
  readonly usage: string;
  /** Paragraphs of the command's help, below its options; wrapped when shown. */
  readonly help: string;
  /** `--help` and `--json` are added to every command. */
  readonly options: O;
  /**
   * Runs the command and gives its exit code: 0 for success.
   * A problem is thrown as a `SottoError`; `cli/usage` exits with 2, every other code with 1.
   */
  run(context: CommandContext<O>): Promise<number>;
}

/** Takes a command with its options' types and gives it back as any command. */
export function defineCommand<const O extends CommandOptions>(command: Command<O>): Command {
  return command as unknown as Command;
}
