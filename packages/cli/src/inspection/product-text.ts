import { CATEGORY_SEPARATOR } from '@sotto/core';
import { clip } from '../terminal/clip.ts';
import { table } from '../terminal/table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ProductRecord } from './product-record.ts';
import type { Neighbour } from './strongest-links.ts';

const UNKNOWN = '–';

/** One product as a pack holds it, for a terminal. */
export function productText(record: ProductRecord, currency: string, terminal: Terminal): string {
  const { bold, dim } = terminal.colours;
  const title = clip(record.title, terminal.width - 2 - record.id.length);
  return [
    `${bold(title)} ${dim(clip(record.id, terminal.width))}`,
    facts(record, currency, terminal),
    ...(record.attributes.length === 0
      ? []
      : [`${bold('Attributes')}\n${pairs(record.attributes, terminal)}`]),
    `${bold('Leads on to')}\n${neighbours(record.neighbours, terminal)}`,
    `${bold('Bought together with')}\n${neighbours(record.together, terminal)}`,
  ].join('\n\n');
}

function facts(record: ProductRecord, currency: string, terminal: Terminal): string {
  const money = (value: number | null): string =>
    value === null
      ? UNKNOWN
      : value.toLocaleString('en-US', { style: 'currency', currency, currencyDisplay: 'code' });
  const { listPrice, thumbnail, imageUrl, rating } = record;
  const picture =
    thumbnail === null
      ? (imageUrl ?? UNKNOWN)
      : `thumbnail ${thumbnail.cell} of sheet ${thumbnail.sheet}, mostly ${record.colour ?? UNKNOWN}`;
  return pairs(
    [
      ['Other ids', record.aliases.join(', ') || UNKNOWN],
      ['Place', String(record.place)],
      ['Link', record.url || UNKNOWN],
      ['Price', money(record.price) + (listPrice === null ? '' : `, before ${money(listPrice)}`)],
      ['Category', record.category.join(CATEGORY_SEPARATOR) || UNKNOWN],
      ['Brand', record.brand ?? UNKNOWN],
      ['Stock', record.inStock ? 'in stock' : 'out of stock'],
      ['Added', record.added ?? UNKNOWN],
      ['Rating', rating === null ? UNKNOWN : `${rating} of 5 stars`],
      ['Popularity', `${Math.round(record.popularity * 100)} of 100`],
      ['Picture', picture],
    ],
    terminal,
  );
}

function pairs(
  rows: readonly (readonly [name: string, value: string])[],
  { colours: { dim }, width }: Terminal,
): string {
  const longest = Math.min(20, Math.max(...rows.map(([name]) => name.length)));
  return table(
    rows.map(([name, value]) => [
      dim(clip(name, longest).padEnd(longest)),
      clip(value, width - longest - 4),
    ]),
    [],
    '  ',
  );
}

function neighbours(list: readonly Neighbour[], { colours: { dim }, width }: Terminal): string {
  if (list.length === 0) return `  ${dim('nothing')}`;
  const longest = Math.min(24, Math.max(...list.map(({ id }) => id.length)));
  const rows = list.map(({ id, title, strength }) => [
    `${Math.round(strength * 100)} %`,
    clip(title, width - 2 - 5 - 4 - longest),
    dim(clip(id, longest)),
  ]);
  return table(rows, ['right'], '  ');
}
