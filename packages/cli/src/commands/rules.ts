import { createItemIndex } from '@sotto/catalog';
import { SottoError, systemClock } from '@sotto/core';
import { dryRun, parseRules, type RuleReport } from '@sotto/ranking';
import { defineCommand } from '../command.ts';
import { readPack, type ReadPack } from '../pack-folder/index.ts';
import { readRules } from '../packing/read-rules.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';

const HELP = `Reads merchandising rules and shows what each would do with the products of a pack: how many it fits,
some of them, and what its author should know, such as a pin that is out of stock or excluded. Nothing
is changed; sotto pack --rules FILE puts the rules into a pack. docs/rules.md has the language.`;

const OPTIONS = {
  pack: { type: 'string', value: 'DIR', description: 'Folder of the pack. Needed.' },
} as const;

const EXAMPLES_SHOWN = 3;

/** `sotto rules`: what rules would do with a pack. */
export const rules = defineCommand({
  name: 'rules',
  summary: 'Show what merchandising rules would do with a pack.',
  usage: 'FILE --pack DIR',
  help: HELP,
  options: OPTIONS,
  async run({ positionals, values, json, terminal }) {
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0 || values.pack === undefined)
      throw new SottoError(
        'cli/usage',
        { origin: 'cli' },
        'Which rules, and which pack? sotto rules FILE --pack DIR.',
      );
    const lines = readRules(file);
    const pack = await readPack(values.pack);
    const reports = reportsOf(lines, pack);
    if (json) terminal.json({ products: pack.items.size, rules: reports });
    else show(reports, pack, terminal);
    return 0;
  },
});

function reportsOf(lines: readonly string[], pack: ReadPack): RuleReport[] {
  const index = createItemIndex(pack.ids, pack.aliases);
  const { items, categories, brands, titles, attributes } = pack;
  const options = {
    catalog: { items, categories, brands, titles, attributes },
    idAt: (item: number) => pack.ids.at(item),
    indexOf: (id: string) => index.indexOf(id),
    digits: pack.manifest.currency.digits,
  };
  return dryRun(parseRules(lines.join('\n')), options, systemClock.now());
}

function show(reports: readonly RuleReport[], pack: ReadPack, terminal: Terminal): void {
  const { bold, dim, yellow } = terminal.colours;
  if (reports.length === 0) return terminal.print('The file has no rules.');
  const products = pack.items.size.toLocaleString('en-US');
  terminal.print(`${bold(`${reports.length} rules`)} ${dim(`on ${products} products`)}\n`);
  const rows = reports.map(({ rule, matches, examples }) => [
    matches.toLocaleString('en-US'),
    rule,
    dim(examples.slice(0, EXAMPLES_SHOWN).join(', ')),
  ]);
  terminal.print(table([[dim('Fits'), dim('Rule'), dim('For example')], ...rows], ['right']));
  const warned = reports.filter(({ warnings }) => warnings.length > 0);
  if (warned.length > 0) terminal.print();
  for (const { rule, warnings } of warned)
    for (const warning of warnings) terminal.print(`${yellow('!')} ${rule}: ${warning}`);
}
