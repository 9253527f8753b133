// `npm run audit`: tries to prove that the mechanisms on devices betray more than they claim.
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { root } from './command.mjs';
import { bold, dim, green, red, step } from './terminal.mjs';

const REPORTS = 200_000;

const load = (file) => import(pathToFileURL(path.join(root, 'packages/privacy/dist', file)));

/** A planted bug must be found, and an audit without power says nothing. */
const expected = ({ spoiled, verdict }) => verdict === (spoiled ? 'broken' : 'kept');

const words = {
  kept: 'holds: nothing found beyond the claim',
  broken: 'broken: betrays more than it claims',
  weak: 'no power: too little found to say anything',
};

function cells({ mechanism, spoiled, claimed, bound, event, verdict }) {
  return [
    mechanism + (spoiled ? ', with a planted bug' : ''),
    `claims ε ≤ ${claimed}`,
    `shown ε ≥ ${bound.toFixed(3)}`,
    `by ${event}`,
    words[verdict],
  ];
}

function print(rows) {
  const table = rows.map(cells);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column].length)));
  process.stdout.write(`\n${bold(`Audit with 2 × ${REPORTS.toLocaleString('en')} reports`)}\n`);
  table.forEach((row, at) => {
    const columns = widths.map((width, column) => row[column].padEnd(width));
    const colour = expected(rows[at]) ? green : red;
    const [name, claim, shown, event] = columns;
    process.stdout.write(`  ${name}  ${claim}  ${shown}  ${dim(event)}  ${colour(row[4])}\n`);
  });
}

await build();
const { systemRandom } = await load('index.js');
const { runAudit } = await load('audit/index.js');
const audit = runAudit(systemRandom(), { reports: REPORTS, bugSize: 1 });
const rows = [];
const next = async () => audit.next().value;
for (let row = await next(); row !== undefined;) {
  rows.push(row);
  row = await step(row.spoiled ? 'next mechanism' : `a bug in ${row.mechanism}`, next, {
    quiet: true,
  });
}
print(rows);
process.exit(rows.every(expected) ? 0 : 1);
