import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asSottoError, SottoError } from '@sotto/core';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { COMMON_OPTIONS, commandHelp, overview } from './terminal/help.ts';
import { suggest } from './terminal/suggest.ts';
import { createTerminal, type Terminal, type TerminalOptions } from './terminal/terminal.ts';

const usage = (message: string): SottoError =>
  new SottoError('cli/usage', { origin: 'cli' }, message);

function version(): string {
  const file = new URL('../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}

function findCommand(name: string): Command {
  const found = COMMANDS.find((command) => command.name === name);
  if (found !== undefined) return found;
  const names = COMMANDS.map((command) => command.name);
  const near = suggest(name, names);
  const hint = near === undefined ? `commands are ${names.join(', ')}` : `did you mean ${near}`;
  throw usage(`There is no command "${name}"; ${hint}${near === undefined ? '.' : '?'}`);
}

/** Node's message names the option and then advises at length; its first sentence is enough. */
function parse(command: Command, args: readonly string[]) {
  const options = { ...command.options, ...COMMON_OPTIONS };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown option '(-+)([^']*)'/.exec(message);
    const near = unknown?.[2] === undefined ? undefined : suggest(unknown[2], Object.keys(options));
    const sentence = message.split(/\. |\n/)[0]?.replace(/\.$/, '') ?? message;
    const hint =
      near === undefined ? `; see sotto ${command.name} --help.` : `; did you mean --${near}?`;
    throw usage(`${sentence}${hint}`);
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const about = rest[0];
    const about0 = about === undefined || about.startsWith('-') ? undefined : findCommand(about);
    terminal.print(
      about0 === undefined ? overview(COMMANDS, terminal) : commandHelp(about0, terminal),
    );
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-V') {
    terminal.print(version());
    return 0;
  }
  const command = findCommand(name);
  const { values, positionals } = parse(command, rest);
  if (values['help'] === true) {
    terminal.print(commandHelp(command, terminal));
    return 0;
  }
  return command.run({ values, positionals, json: values['json'] === true, terminal });
}

function reportError(error: unknown, json: boolean, terminal: Terminal): number {
  const failure = asSottoError(error, 'cli/failed', 'cli');
  if (json) terminal.json({ error: { code: failure.code, message: failure.message } });
  const { noteColours } = terminal;
  terminal.note(`${noteColours.red('✗')} ${failure.message} ${noteColours.dim(failure.code)}`);
  return failure.code === 'cli/usage' ? 2 : 1;
}

/**
 * Runs the command line and gives its exit code: 0 for success, 2 for wrong usage, 1 for any other
 * problem, which is told in one sentence on stderr (and as `{ error }` on stdout with `--json`).
 *
 * @param args what stands behind `sotto`
 */
export async function run(args: readonly string[], options: TerminalOptions): Promise<number> {
  const terminal = createTerminal(options);
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    return reportError(error, args.includes('--json'), terminal);
  }
}
