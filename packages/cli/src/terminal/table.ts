import { cells } from './cells.ts';

/** How {@link table} lays a column out. */
export type Alignment = 'left' | 'right';

/**
 * Lays rows out in columns with two spaces between, each as wide as its widest cell. Cells may hold
 * colours. Columns beyond `alignments` are left-aligned.
 */
export function table(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[] = [],
  indent = '',
): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cells(cell));
  const pad = (cell: string, at: number, last: boolean): string => {
    const space = ' '.repeat((widths[at] ?? 0) - cells(cell));
    if (alignments[at] === 'right') return space + cell;
    return last ? cell : cell + space;
  };
  return rows
    .map((row) => indent + row.map((cell, at) => pad(cell, at, at === row.length - 1)).join('  '))
    .join('\n');
}
