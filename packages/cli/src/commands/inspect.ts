import { SottoError } from '@sotto/core';
import { defineCommand, type CommandContext } from '../command.ts';
import { packBudget, packSizes } from '../inspection/pack-sizes.ts';
import { packSummary } from '../inspection/pack-summary.ts';
import { productRecord } from '../inspection/product-record.ts';
import { productText } from '../inspection/product-text.ts';
import { summaryText } from '../inspection/summary-text.ts';
import { readPack, type ReadPack } from '../pack-folder/index.ts';

const HELP = `Reads every file of a pack, compares it with the manifest's SHA-256, and shows what the pack holds:
products, prices, which channels have data to rank by, the weights, the rules, and what each file
takes on the wire. A damaged file is named, and the exit code is 1.

Budget: 500 kB in brotli for the first list and 1.6 MB for everything but pictures, for 12,000
products; more in proportion for larger shops.`;

const OPTIONS = {
  product: {
    type: 'string',
    value: 'ID',
    description: 'Show one product as the pack holds it, with its neighbours.',
  },
} as const;

type Context = CommandContext<typeof OPTIONS>;

/** `sotto inspect`: what a pack holds, and whether it is whole. */
export const inspect = defineCommand({
  name: 'inspect',
  summary: 'Show what a pack holds and check that it is whole.',
  usage: 'DIR [--product ID]',
  help: HELP,
  options: OPTIONS,
  async run(context) {
    const { positionals, values, terminal } = context;
    const [dir, ...more] = positionals;
    if (dir === undefined || more.length > 0)
      throw new SottoError('cli/usage', { origin: 'cli' }, 'Which pack? sotto inspect DIR.');
    const pack = await terminal.progress.step('verifying', () => readPack(dir));
    if (values.product === undefined) await showPack(context, dir, pack);
    else showProduct(context, pack, values.product);
    return 0;
  },
});

async function showPack({ json, terminal }: Context, dir: string, pack: ReadPack): Promise<void> {
  const files = await terminal.progress.step('weighing', () => packSizes(dir, pack.manifest));
  const summary = packSummary(pack);
  const budget = packBudget(files, summary.products);
  if (json) terminal.json({ dir, ...summary, files, budget });
  else terminal.print(summaryText(dir, summary, files, budget, terminal));
}

function showProduct({ json, terminal }: Context, pack: ReadPack, id: string): void {
  const record = productRecord(pack, id);
  const currency = pack.manifest.currency.code;
  if (json) terminal.json({ currency, ...record });
  else terminal.print(productText(record, currency, terminal));
}
