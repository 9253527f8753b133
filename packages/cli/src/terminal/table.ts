/** How {@link table} lays a column out. */
export type Alignment = 'left' | 'right';

// CSI sequences take no room on screen.
// oxlint-disable-next-line no-control-regex
const COLOUR_CODES = /\u001b\[[0-9;]*m/g;

/** East Asian wide and full-width characters take two cells, combining marks none. */
function cells(text: string): number {
  let count = 0;
  for (const character of text.replace(COLOUR_CODES, '')) {
    if (/\p{M}/u.test(character)) continue;
    count +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(
        character,
      )
        ? 2
        : 1;
  }
  return count;
}

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
