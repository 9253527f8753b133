import type { Command, CommandOption } from '../command.ts';
import type { Terminal } from './terminal.ts';
import { table } from './table.ts';
import { wrap } from './wrap.ts';

/** Options that every command has. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean', description: 'Print one JSON document instead of text.' },
  help: { type: 'boolean', short: 'h', description: 'Show this help.' },
} as const satisfies Record<string, CommandOption>;

function optionLines(name: string, option: CommandOption, terminal: Terminal): string {
  const { colours, width } = terminal;
  const short = option.short === undefined ? '' : `-${option.short}, `;
  const value = option.value === undefined ? '' : ` ${option.value}`;
  const head = `  ${colours.cyan(`${short}--${name}`)}${colours.dim(value)}`;
  const fallback = option.default === undefined ? '' : ` Default ${String(option.default)}.`;
  return `${head}\n${wrap(option.description + fallback, width, '      ')}`;
}

/** The help of one command. */
export function commandHelp(command: Command, terminal: Terminal): string {
  const { colours, width } = terminal;
  const options = Object.entries<CommandOption>({ ...command.options, ...COMMON_OPTIONS });
  return [
    `${colours.bold(`sotto ${command.name}`)} ${command.usage}`,
    wrap(command.summary, width),
    colours.bold('Options'),
    options.map(([name, option]) => optionLines(name, option, terminal)).join('\n'),
    wrap(command.help, width),
  ].join('\n\n');
}

/** The list of commands. */
export function overview(commands: readonly Command[], terminal: Terminal): string {
  const { colours } = terminal;
  const rows = commands.map(({ name, summary }) => [colours.cyan(name), summary]);
  return [
    `${colours.bold('sotto')} makes a shop personal without telling anyone what a shopper did.`,
    `${colours.bold('Usage')}  sotto COMMAND …`,
    table(rows, [], '  '),
    colours.dim('sotto COMMAND --help tells more about one.  sotto --version'),
  ].join('\n\n');
}
