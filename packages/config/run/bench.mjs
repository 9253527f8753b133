// `npm run bench`: measures, and prints each figure beside its limit or a peer of the same run.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { bin, root, run } from './command.mjs';
import { makeDemo } from './demo.mjs';
import { bold, dim, green, red, say } from './terminal.mjs';

const rowsFile = path.join(root, '.cache/reports/bench.jsonl');

const format = (value) =>
  value >= 1000
    ? Math.round(value).toLocaleString('en')
    : value.toPrecision(3).replace(/\.0+$/, '');

/** Below the clock's resolution there is nothing to divide by. */
const times = (value, peer) => (peer === 0 ? '' : ` (× ${format(value / peer)})`);

function verdict({ value, limit, atLeast }) {
  if (limit === undefined) return '';
  const met = atLeast ? value >= limit : value <= limit;
  return met ? green('met') : red('missed');
}

function cells(row) {
  const { name, value, unit, limit, atLeast, peer } = row;
  return [
    name,
    `${format(value)} ${unit}`,
    limit === undefined ? '' : `${atLeast ? '≥' : '≤'} ${format(limit)} ${unit}`,
    peer === undefined
      ? ''
      : `${peer.name}: ${format(peer.value)} ${unit}${times(value, peer.value)}`,
    verdict(row),
  ];
}

function print(rows) {
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => cells(row)[column].length)),
  );
  const line = (row) => {
    const [name, value, limit, peer, met] = cells(row);
    const columns = [
      name.padEnd(widths[0]),
      value.padStart(widths[1]),
      limit.padEnd(widths[2]),
      dim(peer.padEnd(widths[3])),
      met,
    ];
    return `  ${columns.join('  ').trimEnd()}`;
  };
  for (const group of new Set(rows.map((row) => row.group))) {
    const lines = rows.filter((row) => row.group === group).map(line);
    process.stdout.write(`\n${bold(group)}\n${lines.join('\n')}\n`);
  }
}

await build();
await makeDemo();
if (existsSync(rowsFile)) rmSync(rowsFile);
const args = ['test', '--config', 'e2e/bench.config.ts', ...process.argv.slice(2)];
const env = { SOTTO_CHROMIUM: await findBrowser() };
await run(bin('playwright'), args, { inherit: true, env }).catch((error) => say(error.message));
const rows = existsSync(rowsFile)
  ? readFileSync(rowsFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
print(rows);
process.exit(rows.every((row) => !verdict(row).includes('missed')) ? 0 : 1);
