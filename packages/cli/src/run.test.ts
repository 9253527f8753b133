import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMMANDS } from './commands/index.ts';
import { run } from './run.ts';
import { copyBrowserFiles } from './site-setup/browser-files.ts';
import { contentSecurityPolicy, serverHeaders, SERVERS } from './site-setup/server-headers.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'sotto-run-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function sotto(args: readonly string[], env: Record<string, string> = {}, isTTY = false) {
  const written = { out: '', err: '' };
  const code = await run(args, {
    stdout: { write: (text) => (written.out += text), isTTY, columns: 80 },
    stderr: { write: (text) => (written.err += text), isTTY },
    env,
  });
  return { code, ...written };
}

function feedFile(content: string): string {
  const file = path.join(folder, 'feed.csv');
  writeFileSync(file, content);
  return file;
}

test('lists every command, and helps with each within 80 columns', async () => {
  const overview = await sotto(['--help']);
  expect(overview.code).toBe(0);
  for (const { name, summary } of COMMANDS) {
    expect(overview.out).toContain(summary);
    const help = await sotto([name, '--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain(`sotto ${name}`);
    expect(help.out).toContain('--json');
    for (const line of help.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  }
});

test('exits with 2 for wrong usage and says what was meant', async () => {
  const unknown = await sotto(['pakc']);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toMatch(/did you mean pack\?/);
  const option = await sotto(['pack', 'x', '--ot', 'y']);
  expect(option.code).toBe(2);
  expect(option.err).toMatch(/did you mean --out\?/);
  expect((await sotto(['pack'])).code).toBe(2);
  expect((await sotto([])).code).toBe(2);
});

test('exits with 1 and one sentence for a feed that isn’t there', async () => {
  const { code, err, out } = await sotto(['pack', '/nowhere/feed.csv', '--out', folder]);
  expect(code).toBe(1);
  expect(err).toBe('✗ There is no file /nowhere/feed.csv. feed/unreadable\n');
  expect(out).toBe('');
});

test('prints exactly one JSON document with --json, for success and for failure', async () => {
  const out = path.join(folder, 'pack');
  const feed = feedFile('id,title,price\n1,Cup,2.50\n2,Can,0\n3,Jug,9\n');
  const good = await sotto(['pack', feed, '--out', out, '--currency', 'EUR', '--json']);
  expect(good.code).toBe(0);
  const document = JSON.parse(good.out) as { quality: { rows: object } };
  expect(document.quality.rows).toEqual({ read: 3, kept: 2, merged: 0, rejected: 1 });
  const bad = await sotto(['pack', feed, '--out', out, '--json']);
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.out)).toMatchObject({ error: { code: 'feed/unmapped' } });
});

test('shows the line and column of a wrong rule', async () => {
  const rules = path.join(folder, 'rules.txt');
  writeFileSync(rules, '# fine\nboots 2 brand = "x"\n');
  const feed = feedFile('id,title,price\n1,Cup,2.50\n');
  const { code, err } = await sotto(['pack', feed, '--out', folder, '--rules', rules]);
  expect(code).toBe(1);
  expect(err).toContain('rule/syntax');
  expect(err).toMatch(/line 2/);
});

test('colours terminals only, and none with NO_COLOR', async () => {
  // oxlint-disable-next-line no-control-regex
  const colour = /\u001b\[/;
  expect((await sotto(['--help'], {}, true)).out).toMatch(colour);
  expect((await sotto(['--help'], { NO_COLOR: '1' }, true)).out).not.toMatch(colour);
  expect((await sotto(['--help'], {}, false)).out).not.toMatch(colour);
});

test('copies the browser’s files with their siblings and nothing else', () => {
  const source = path.join(folder, 'browser');
  mkdirSync(source);
  for (const name of ['sotto.js', 'sotto.js.br', 'sotto.worker.js', 'notes.txt'])
    writeFileSync(path.join(source, name), name);
  const target = path.join(folder, 'site');
  expect(copyBrowserFiles(target, source)).toEqual(['sotto.js', 'sotto.js.br', 'sotto.worker.js']);
  expect(readFileSync(path.join(target, 'sotto.js.br'), 'utf8')).toBe('sotto.js.br');
  expect(() => copyBrowserFiles(target, path.join(folder, 'none'))).toThrow(/npm run build/);
});

test.for(SERVERS)('keeps hashed files for ever and the manifest fresh on %s', (server) => {
  const lines = serverHeaders(server, { path: '/shop/sotto/', crossOrigin: false });
  expect(lines).toContain('immutable');
  expect(lines).toContain('no-cache');
  expect(lines).toMatch(/manifest\\?\.json/);
  expect(lines).not.toContain('Access-Control');
  expect(serverHeaders(server, { path: '/', crossOrigin: true })).toContain(
    'Access-Control-Allow-Origin',
  );
});

test('needs no unsafe directive in a Content-Security-Policy', () => {
  expect(contentSecurityPolicy("'self'")).toBe(
    "script-src 'self'; worker-src 'self'; connect-src 'self'",
  );
  expect(contentSecurityPolicy('https://cdn.example')).toContain(
    "worker-src 'self' blob: https://cdn.example;",
  );
  expect(contentSecurityPolicy('https://cdn.example')).not.toContain('unsafe');
});
