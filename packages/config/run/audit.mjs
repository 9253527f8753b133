// `npm run audit`: tries to prove that the mechanisms on devices betray more than they claim.
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { root } from './command.mjs';
import { bold, dim, green, red } from './terminal.mjs';

const REPORTS = 200_000;

const load = (file) => import(pathToFileURL(path.join(root, 'packages/privacy/dist', file)));

/** A planted bug must be found, and an audit without power says nothing. */
const expected = ({ spoiled, verdict }) => verdict === (spoiled ? 'broken' : 'kept');

const words = {
  kept: 'kept',
  broken: 'broken: betrays more than it claims',
  weak: 'nothing said: too little power',
};

const widths = [46, 12, 13, 20];

function line(row) {
  const { mechanism, spoiled, claimed, bound, event, verdict } = row;
  const columns = [
    mechanism + (spoiled ? ', with a planted bug' : ''),
    `claims ε ≤ ${claimed}`,
    `shown ε ≥ ${(Math.floor(bound * 100) / 100).toFixed(2)}`,
    `by ${event}`,
  ].map((text, at) => text.padEnd(widths[at]));
  const colour = expected(row) ? green : red;
  return `  ${columns.join('  ')}  ${colour(words[verdict])}\n`;
}

await build();
const { systemRandom } = await load('index.js');
const { runAudit } = await load('audit/index.js');
const reports = REPORTS.toLocaleString('en');
process.stdout.write(
  `\n${bold('Audit')} ${dim(`from 2 × ${reports} reports of each mechanism; takes some minutes`)}\n`,
);
let failed = 0;
for (const row of runAudit(systemRandom(), { reports: REPORTS, bugSize: 1 })) {
  process.stdout.write(line(row));
  failed += expected(row) ? 0 : 1;
}
process.exit(failed === 0 ? 0 : 1);
