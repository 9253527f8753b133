import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SottoError } from '@sotto/core';
import { defineCommand, type CommandContext } from '../command.ts';
import { copyBrowserFiles } from '../site-setup/browser-files.ts';
import {
  contentSecurityPolicy,
  HEADER_FILES,
  serverHeaders,
  SERVERS,
  type Server,
} from '../site-setup/server-headers.ts';

const HELP = `Copies the browser's files into DIR (default ./sotto), where the site pack goes too, and writes
the lines that a web server needs into DIR.headers, which stays unpublished. Run it again after an
update; the pack in DIR is not touched.

Serve DIR under the path of --path on the shop's own origin: that needs no more than 'self' in a
Content-Security-Policy. From another origin (--origin) pages need that origin in it, blob: in worker-src
too, and the files need CORS headers, which the written lines then contain.`;

/** For the shop's own styles: the height of a list before the tag has run. */
const STYLE =
  "sotto-recommendations:not(:defined, [fallback='none']) { display: block; min-block-size: 24rem }";

const OPTIONS = {
  path: {
    type: 'string',
    value: 'PATH',
    default: '/sotto/',
    description: 'Path of the folder on the site.',
  },
  origin: {
    type: 'string',
    value: 'URL',
    description: 'Origin that serves the folder, when it is not the shop’s own.',
  },
  server: {
    type: 'string',
    value: 'NAME',
    description: `Print the lines for one server as well: ${SERVERS.join(', ')}.`,
  },
} as const;

interface Plan {
  readonly dir: string;
  readonly sitePath: string;
  readonly origin: string | undefined;
  readonly server: Server | undefined;
}

const wrong = (message: string): SottoError =>
  new SottoError('cli/usage', { origin: 'cli' }, message);

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw wrong(`--origin takes an address such as https://static.example.com, not "${text}".`);
  return url.origin;
}

function planOf({ positionals, values }: CommandContext<typeof OPTIONS>): Plan {
  if (positionals.length > 1) throw wrong('init takes one folder; see sotto init --help.');
  const server = values.server as Server | undefined;
  if (server !== undefined && !SERVERS.includes(server))
    throw wrong(`--server is one of ${SERVERS.join(', ')}, not "${server}".`);
  const steps = values.path.split('/').filter(Boolean);
  if (steps.some((step) => !/^[\w.~-]+$/.test(step) || /^\.+$/.test(step)))
    throw wrong(`--path takes a path such as /sotto/, not "${values.path}".`);
  const sitePath = steps.length === 0 ? '/' : `/${steps.join('/')}/`;
  const origin = values.origin === undefined ? undefined : originOf(values.origin);
  return { dir: positionals[0] ?? 'sotto', sitePath, origin, server };
}

function writeHeaders(plan: Plan): string {
  const folder = `${plan.dir.replace(/[/\\]+$/, '')}.headers`;
  mkdirSync(folder, { recursive: true });
  for (const server of SERVERS)
    writeFileSync(
      path.join(folder, HEADER_FILES[server]),
      serverHeaders(server, { path: plan.sitePath, crossOrigin: plan.origin !== undefined }),
    );
  return folder;
}

/** `sotto init`: the files, the tag and the headers that a site needs. */
export const init = defineCommand({
  name: 'init',
  summary: 'Copy the browser files and show the tag and the headers a site needs.',
  usage: '[DIR]',
  help: HELP,
  options: OPTIONS,
  async run(context) {
    const plan = planOf(context);
    const base = `${plan.origin ?? ''}${plan.sitePath}`;
    const tag = `<script async src="${base}sotto.js" data-pack="${base}"></script>`;
    const csp = contentSecurityPolicy(plan.origin ?? "'self'");
    const files = copyBrowserFiles(plan.dir);
    const headers = writeHeaders(plan);
    const { terminal } = context;
    if (context.json) {
      terminal.json({
        dir: plan.dir,
        files,
        tag,
        style: STYLE,
        contentSecurityPolicy: csp,
        headers,
      });
      return 0;
    }
    const { bold, dim, green } = terminal.colours;
    const scripts = files.filter((name) => /^[^/]+\.js$/.test(name));
    terminal.print(`${green('✓')} ${scripts.length} scripts in ${bold(plan.dir)}, ready to serve`);
    terminal.print(dim(`  ${scripts.join('  ')}`));
    terminal.print(dim('  ort/  WASM and WebGPU, for devices that are quicker with them'));
    terminal.print(`\n${bold('Tag')} ${dim('once, anywhere in every page')}\n  ${tag}`);
    terminal.print(
      `\n${bold('Style')} ${dim('so that nothing moves when the first list arrives')}\n  ${STYLE}`,
    );
    terminal.print(
      `\n${bold('Content-Security-Policy')} ${dim("if the pages have one; 'wasm-unsafe-eval' in script-src lets models use ort/")}\n  ${csp}`,
    );
    terminal.print(`\n${bold('Headers')} ${dim(`in ${headers}, not to be published`)}`);
    for (const server of SERVERS)
      terminal.print(`  ${server.padEnd(8)} ${dim(HEADER_FILES[server])}`);
    if (plan.server !== undefined)
      terminal.print(
        `\n${serverHeaders(plan.server, { path: plan.sitePath, crossOrigin: plan.origin !== undefined }).trimEnd()}`,
      );
    terminal.print(`\n${bold('Next')}  sotto pack FEED --out ${plan.dir}`);
    return 0;
  },
});
