import { clip } from '../terminal/clip.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { table } from '../terminal/table.ts';
import { MERGE_RULES, type MergeRule, type Severity } from './issues.ts';
import type { IssueSummary, QualityReport } from './quality-report.ts';

const number = new Intl.NumberFormat('en-US');
const write = (value: number): string => number.format(value);

/** A number is a line; of a JSON document, a row. A page says itself what it is. */
function placeText(place: string): string {
  return /^[\d.]+$/.test(place) ? `line ${place}:` : place;
}

function issueRow(
  { severity, title, count, examples }: IssueSummary,
  room: number,
  terminal: Terminal,
): string[] {
  const { red, yellow, blue, dim } = terminal.colours;
  const marks: Readonly<Record<Severity, string>> = {
    error: red('✗'),
    warning: yellow('!'),
    info: blue('·'),
  };
  const [first] = examples;
  const where =
    first === undefined
      ? ''
      : [placeText(first.place), first.title || first.id].filter(Boolean).join(' ');
  return [marks[severity], write(count), title, room < 12 ? '' : dim(clip(where, room))];
}

/** The report for a terminal: what became of the rows, then the issues with one example each. */
export function reportText(report: QualityReport, terminal: Terminal): string {
  const { bold, dim, green } = terminal.colours;
  const { rows } = report;
  const merged = Object.entries(report.mergedBy)
    .filter(([, count]) => count > 0)
    .map(([rule, count]) => ['', '', dim(`${write(count)} ${MERGE_RULES[rule as MergeRule]}`)]);
  const feeds = report.feeds.map(
    ({ name, format, detail, rows }) =>
      `  ${name} ${dim(`${write(rows)} rows, ${[format, detail].filter(Boolean).join(', ')}`)}`,
  );
  const lines = [
    ...feeds,
    '',
    table(
      [
        [green('✓'), bold(write(rows.kept)), 'products'],
        [' ', write(rows.merged), 'merged into them'],
        ...merged,
        [' ', write(rows.rejected), 'rejected'],
      ],
      ['left', 'right'],
      '  ',
    ),
  ];
  const longest = Math.max(0, ...report.issues.map(({ title }) => title.length));
  const widest = Math.max(0, ...report.issues.map(({ count }) => write(count).length));
  // Two columns before each of the four cells, and one for the mark.
  const room = terminal.width - longest - widest - 9;
  if (report.issues.length > 0)
    lines.push(
      '',
      table(
        report.issues.map((issue) => issueRow(issue, room, terminal)),
        ['left', 'right'],
        '  ',
      ),
    );
  return lines.join('\n');
}
