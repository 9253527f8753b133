import type { ChannelName } from '@sotto/core';
import { cells } from '../terminal/cells.ts';
import { clip } from '../terminal/clip.ts';
import { sizeText } from '../terminal/size-text.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { PackBudget, PackFileSize } from './pack-sizes.ts';
import type { NameCount, PackSummary } from './pack-summary.ts';
import { provenanceText } from './provenance-text.ts';

const write = (value: number): string => value.toLocaleString('en-US');

/** What a channel's data are, for the column beside its weight. */
const DATA: Readonly<Record<ChannelName, string>> = {
  terms: 'have a title',
  semantic: 'have a vector',
  sequence: 'have a vector',
  category: 'have a category',
  brand: 'have a brand',
  price: 'have a price',
  neighbours: 'lead on to others',
  popularity: 'were ordered',
  freshness: 'have a day',
  seen: 'needs no data',
  taste: 'have a vector',
  groups: 'have a category',
  adapter: 'have a vector',
};

/** What a pack holds, for a terminal. */
export function summaryText(
  dir: string,
  summary: PackSummary,
  sizes: readonly PackFileSize[],
  budget: PackBudget,
  terminal: Terminal,
): string {
  const { bold, green } = terminal.colours;
  const files = sizes.reduce((sum, each) => sum + each.files, 0);
  return [
    heading(dir, summary, terminal),
    facts(summary, terminal),
    `${bold('Channels')}\n${channels(summary, terminal)}`,
    ...(summary.strongest.length === 0
      ? []
      : [`${bold('Strongest neighbours')}\n${links(summary, terminal)}`]),
    `${bold('Rules')}\n${rules(summary, terminal)}`,
    `${bold('Files')}\n${fileTable(sizes, terminal)}`,
    budgetTable(budget, terminal),
    `${green('✓')} all ${write(files)} files are whole`,
  ].join('\n\n');
}

function heading(dir: string, summary: PackSummary, { colours }: Terminal): string {
  const { id, builtAt, version, locale, site } = summary;
  const built = `built ${builtAt.slice(0, 16).replace('T', ' ')} UTC`;
  const about = [...(site === null ? [] : [site]), built, locale, `format ${version}`];
  return `${colours.bold(dir)} ${colours.dim(`pack ${id}`)}\n${colours.dim(about.join(' · '))}`;
}

function facts(summary: PackSummary, { colours: { bold, dim }, width }: Terminal): string {
  const { products, inStock, reduced, categories, groups, brands, prices, currency } = summary;
  const money = (value: number): string =>
    value.toLocaleString('en-US', { style: 'currency', currency, currencyDisplay: 'code' });
  // Indent, title and number with two spaces behind each.
  const room = width - 2 - 12 - 9;
  const rows = [
    ['Products', write(products), `${write(inStock)} in stock, ${write(reduced)} reduced`],
    ['Categories', write(categories), names(summary.largestCategories, room)],
    ...(groups === null
      ? []
      : [
          [
            'Groups',
            write(groups.items),
            `that private counts are of, numbering ${groups.numbering}`,
          ],
        ]),
    ['Brands', write(brands), names(summary.largestBrands, room)],
    ...(prices === null
      ? [['Prices', '0', 'no product has one']]
      : [
          ['Prices', write(prices.products), `${money(prices.min)} to ${money(prices.max)}`],
          ['', '', `half from ${money(prices.lowerQuartile)} to ${money(prices.upperQuartile)}`],
        ]),
    ['Pictures', write(summary.pictures), PICTURES[summary.images]],
    ...provenanceText(summary.provenance).map(([title, text]) => [title, '', text]),
  ];
  return table(
    rows.map(([title = '', value = '', text = '']) => [
      bold(title.padEnd(10)),
      value.padStart(7),
      dim(clip(text, room)),
    ]),
    [],
    '  ',
  );
}

const PICTURES = {
  none: 'the pack has no pictures',
  direct: 'the shop’s own: its server sees what was recommended',
  sheets: 'products with a thumbnail, in sheets fetched whole',
} as const;

/** As many of the largest as there is room for, each whole. */
function names(largest: readonly NameCount[], room: number): string {
  const parts = largest.map(({ name, products }) => `${name} ${write(products)}`);
  while (parts.length > 1 && cells(parts.join(', ')) > room) parts.pop();
  return parts.join(', ') || 'no product has one';
}

function channels(summary: PackSummary, { colours: { dim, yellow } }: Terminal): string {
  const rows = summary.channels.map(({ name, weight, products }) => {
    const idle = products === 0 && weight !== 0;
    const share = summary.products === 0 ? 0 : Math.round((100 * products) / summary.products);
    const has = name === 'seen' ? DATA.seen : `${share} % of products ${DATA[name]}`;
    return [name, weight === 0 ? dim('off') : String(weight), idle ? yellow('no data') : dim(has)];
  });
  return table([[dim('channel'), dim('weight')], ...rows], ['left', 'right'], '  ');
}

function links({ strongest }: PackSummary, { colours: { dim }, width }: Terminal): string {
  const room = Math.floor((width - 2 - 2 - 3 - 2 - 5) / 2);
  const rows = strongest.map(({ from, to }) => [
    clip(from.title, room),
    `${dim('→')} ${clip(to.title, room)}`,
    dim(`${Math.round(to.strength * 100)} %`),
  ]);
  return table(rows, ['left', 'left', 'right'], '  ');
}

function rules({ rules: lines }: PackSummary, { colours: { dim }, width }: Terminal): string {
  if (lines.length === 0) return `  ${dim('none')}`;
  return lines.map((rule) => `  ${clip(rule, width - 2)}`).join('\n');
}

function fileTable(sizes: readonly PackFileSize[], { colours: { dim } }: Terminal): string {
  const rows = sizes.map(({ name, stage, files, bytes, brotliBytes }, at) => [
    dim(sizes[at - 1]?.stage === stage ? '' : stage),
    files === 1 ? name : `${files} ${name}`,
    sizeText(bytes),
    sizeText(brotliBytes),
  ]);
  const head = ['fetched for', 'file', 'raw', 'brotli'].map((cell) => dim(cell));
  return table([head, ...rows], ['left', 'left', 'right', 'right'], '  ');
}

const BAR_CELLS = 24;

function budgetTable(
  { firstList, all, pictures, models }: PackBudget,
  { colours: { dim, green, red } }: Terminal,
): string {
  const row = (title: string, { brotliBytes, limit }: PackBudget['all']): string[] => {
    const share = brotliBytes / limit;
    const full = Math.min(BAR_CELLS, Math.ceil(share * BAR_CELLS));
    const colour = share > 1 ? red : green;
    return [
      title,
      sizeText(brotliBytes),
      `${colour('█'.repeat(full))}${dim('░'.repeat(BAR_CELLS - full))}`,
      `${share > 1 ? red('over') : dim('of')} ${dim(sizeText(limit))}`,
    ];
  };
  const rows = [row('First list', firstList), row('All lists', all)];
  if (pictures.brotliBytes > 0) rows.push(['Pictures', sizeText(pictures.brotliBytes)]);
  if (models.brotliBytes > 0) rows.push(['Models', sizeText(models.brotliBytes)]);
  return table(rows, ['left', 'right'], '  ');
}
