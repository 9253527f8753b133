import {
  CHANNEL_NAMES,
  SottoError,
  systemClock,
  type ChannelName,
  type ChannelWeights,
} from '@sotto/core';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import { defineCommand, type CommandContext } from '../command.ts';
import type { OrdersAccount } from '../orders/clean-orders.ts';
import {
  packFeeds,
  type ImagesOption,
  type PackedFeeds,
  type PackFeedsOptions,
  type ThumbnailSummary,
} from '../packing/pack-feeds.ts';
import { readRules } from '../packing/read-rules.ts';
import { parseWishes } from '../quality/map-columns.ts';
import { PRODUCT_FIELDS } from '../quality/product-fields.ts';
import { reportText } from '../quality/report-text.ts';
import { sizeText } from '../terminal/size-text.ts';
import type { Terminal } from '../terminal/terminal.ts';

const HELP = `FEED is a file (gzip or not), a folder of HTML pages, or an http(s) address. The format is told
from the content: Google Merchant XML (RSS, Atom) and TSV, Shopify products.json, CSV of any delimiter,
encoding and decimal mark, JSON, JSON lines, schema.org JSON-LD of pages from a folder or a sitemap.

Columns are found by name in ten languages. Where that fails, or picks the wrong one, say it:
--map COLUMN=FIELD, several times; --map A+B=title joins two columns; --map =brand leaves a field out.
Names that stand for whole series are joined with a short description; --map COLUMN=title prevents it.
Fields: ${PRODUCT_FIELDS.join(', ')}.

Rows that are one product are merged: variants of one group, rows of one id, rows of the same name,
brand, price and attributes, and rows that differ in colour or size only. The first in stock stays;
of rows of one id, one in stock with the usual name and price. --merge ids merges rows of one id only.

The report (quality.html, quality.json, rejects.jsonl) goes to DIR.report, which is not for
publishing. If anything fails, DIR keeps its last good pack.

Pictures: --images FOLDER makes thumbnails in sheets that every shopper fetches whole, so that
pictures say nothing about the ranking. --images direct uses the shop's own picture addresses: its
server then sees which products were recommended to whom.`;

const OPTIONS = {
  out: { type: 'string', short: 'o', value: 'DIR', description: 'Folder of the pack. Needed.' },
  orders: {
    type: 'string',
    value: 'FILE',
    description: 'Order or click history: user, item, time.',
  },
  images: {
    type: 'string',
    value: 'FOLDER|direct|none',
    default: 'none',
    description: 'Folder of pictures named by product id, or the shop’s own addresses.',
  },
  'images-top': {
    type: 'string',
    value: 'N',
    default: '2000',
    description: 'Products that get a thumbnail, most popular first.',
  },
  vectors: {
    type: 'string',
    value: 'auto|none',
    default: 'auto',
    description: 'Vectors of what products are; auto: for up to 100,000 products.',
  },
  models: {
    type: 'string',
    value: 'auto|none',
    default: 'auto',
    description: 'Models that devices run at idle: purchase intent and, with vectors, sequences.',
  },
  weight: {
    type: 'string',
    multiple: true,
    value: 'CHANNEL=N',
    description: 'Set the weight of a channel by hand; may be repeated. See sotto fit.',
  },
  rules: { type: 'string', value: 'FILE', description: 'Merchandising rules, one a line.' },
  currency: { type: 'string', value: 'CODE', description: 'Currency of the prices, such as EUR.' },
  locale: {
    type: 'string',
    value: 'TAG',
    default: 'en',
    description: 'Language of the texts, such as de or zh-CN.',
  },
  map: {
    type: 'string',
    multiple: true,
    value: 'COLUMN=FIELD',
    description: 'Say which column is which; may be repeated.',
  },
  merge: {
    type: 'string',
    value: 'all|ids',
    default: 'all',
    description: 'Which rows are merged into one product.',
  },
  'base-url': {
    type: 'string',
    value: 'URL',
    description: 'What addresses without a host are resolved against.',
  },
  'product-url': {
    type: 'string',
    value: 'URL',
    description: 'Address of a product where the feed has none, such as /p/{id}.',
  },
  report: {
    type: 'string',
    value: 'DIR',
    description: 'Folder of the report. Default DIR.report.',
  },
} as const;

const wrong = (message: string): SottoError =>
  new SottoError('cli/usage', { origin: 'cli' }, message);

function imagesOption(images: string, top: string): ImagesOption {
  if (images === 'none' || images === 'direct') return { mode: images };
  if (!/^[1-9]\d{0,5}$/.test(top)) throw wrong(`--images-top takes a number, not "${top}".`);
  return { mode: 'folder', folder: images, top: Number(top) };
}

function optionsOf({ positionals, values }: CommandContext<typeof OPTIONS>): PackFeedsOptions {
  if (positionals.length === 0) throw wrong('Which feed? sotto pack FEED… --out DIR.');
  if (values.out === undefined || values.out === '')
    throw wrong('Where to? sotto pack FEED… --out DIR.');
  if (values.merge !== 'all' && values.merge !== 'ids')
    throw wrong(`--merge is all or ids, not "${values.merge}".`);
  if (values.vectors !== 'auto' && values.vectors !== 'none')
    throw wrong(`--vectors is auto or none, not "${values.vectors}".`);
  if (values.models !== 'auto' && values.models !== 'none')
    throw wrong(`--models is auto or none, not "${values.models}".`);
  const baseUrl = values['base-url'];
  if (baseUrl !== undefined && !/^https?:\/\/./.test(baseUrl))
    throw wrong(`--base-url takes an address such as https://shop.example, not "${baseUrl}".`);
  const productUrl = values['product-url'];
  if (productUrl !== undefined && !productUrl.includes('{id}'))
    throw wrong(`--product-url needs {id} in it, such as /p/{id}.`);
  const out = values.out.replace(/(?<=.)\/+$/, '');
  return {
    feeds: positionals,
    out,
    reportDir: values.report ?? `${out}.report`,
    rules: values.rules === undefined ? [] : readRules(values.rules),
    images: imagesOption(values.images, values['images-top']),
    orders: values.orders,
    vectors: values.vectors === 'auto',
    models: values.models === 'auto',
    weights: weightsOf(values.weight ?? []),
    currency: values.currency,
    wishes: parseWishes(values.map ?? []),
    merge: values.merge,
    baseUrl,
    productUrl,
    locale: localeOf(values.locale),
  };
}

/** The weights that a pack starts with, but for those that are set by hand. */
function weightsOf(wishes: readonly string[]): ChannelWeights {
  const weights: Record<ChannelName, number> = { ...DEFAULT_WEIGHTS };
  for (const wish of wishes) {
    const [name = '', value = ''] = wish.split('=');
    const channel = CHANNEL_NAMES.find((each) => each === name);
    if (channel === undefined || !/^-?\d{1,3}(\.\d{1,6})?$/.test(value))
      throw wrong(`--weight takes a channel and a number, such as price=0.2, not "${wish}".`);
    weights[channel] = Number(value);
  }
  return weights;
}

function localeOf(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch (cause) {
    throw new SottoError(
      'cli/usage',
      { origin: 'cli', cause },
      `--locale takes a language such as en or zh-CN, not "${locale}".`,
    );
  }
}

const REASON_COUNT = 3;

function ordersText({ read, kept, rejected }: OrdersAccount): string {
  const reasons = Object.entries(rejected)
    .sort((a, b) => b[1] - a[1])
    .slice(0, REASON_COUNT)
    .map(([reason, count]) => `${count.toLocaleString('en-US')} ${reason.replaceAll('-', ' ')}`);
  const left = reasons.length === 0 ? '' : `; left out: ${reasons.join(', ')}`;
  return `${kept.toLocaleString('en-US')} of ${read.toLocaleString('en-US')} rows count${left}`;
}

function pictures({ products, sheets, sizeBytes }: ThumbnailSummary): string {
  return `${products} thumbnails in ${sheets} sheets, ${sizeText(sizeBytes)}`;
}

/** What the owner should know beside the report. */
function warnings(
  { report, thumbnails, orders }: PackedFeeds,
  options: PackFeedsOptions,
): string[] {
  const list: string[] = [];
  if (options.images.mode === 'direct')
    list.push('--images direct: your picture server sees which products were recommended to whom.');
  if (orders?.kept === 0)
    list.push('No row of the orders counts: do its product ids match those of the feed?');
  if (thumbnails?.products === 0)
    list.push(
      'No picture belongs to a product: name them by product id, or as the picture address.',
    );
  for (const { file, reason } of thumbnails?.bad.slice(0, 5) ?? [])
    list.push(`The picture ${file} can't be read: ${reason}.`);
  const more = (thumbnails?.bad.length ?? 0) - 5;
  if (more > 0) list.push(`And ${more} more pictures that can't be read.`);
  const links = report.feeds.some(({ columns }) => columns['url'] === undefined);
  if (links && options.productUrl === undefined)
    list.push('The feed has no product addresses; give them with --product-url, such as /p/{id}.');
  return list;
}

function show(packed: PackedFeeds, options: PackFeedsOptions, terminal: Terminal): void {
  const { bold, dim } = terminal.colours;
  const { report, seconds, sizeBytes } = packed;
  terminal.print(reportText(report, terminal));
  terminal.print(
    `\n  ${bold('Pack')}      ${options.out} ${dim(`${sizeText(sizeBytes)}, ${seconds.toFixed(1)} s`)}`,
  );
  if (packed.orders !== undefined)
    terminal.print(`  ${bold('Orders')}    ${ordersText(packed.orders)}`);
  if (packed.thumbnails !== undefined)
    terminal.print(`  ${bold('Pictures')}  ${pictures(packed.thumbnails)}`);
  terminal.print(`  ${bold('Report')}    ${options.reportDir}/quality.html`);
}

/** `sotto pack`: feeds to a site pack. */
export const pack = defineCommand({
  name: 'pack',
  summary: 'Turn product feeds into a site pack, with a report on their quality.',
  usage: 'FEED… --out DIR [options]',
  help: HELP,
  options: OPTIONS,
  async run(context) {
    const options = optionsOf(context);
    const { terminal } = context;
    const packed = await packFeeds(options, terminal.progress, systemClock);
    const { report: quality, ...rest } = packed;
    if (context.json)
      terminal.json({ out: options.out, report: options.reportDir, ...rest, quality });
    else show(packed, options, terminal);
    for (const warning of warnings(packed, options))
      terminal.note(`${terminal.noteColours.yellow('!')} ${warning}`);
    return 0;
  },
});
