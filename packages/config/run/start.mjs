// `npm start`: everything from a fresh clone to a demo shop that answers. `-- --feed PATH` sells that feed.
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { root } from './command.mjs';
import { demoDir, makeDemo, packFeed } from './demo.mjs';
import { say } from './terminal.mjs';

const HELP = `npm start [-- --feed PATH] [--port N] [--host NAME]

  --feed PATH   sell the products of this feed instead of the demo shop's
  --port N      default 4173
  --host NAME   default localhost`;

function readArguments() {
  try {
    return parseArgs({
      options: {
        feed: { type: 'string' },
        port: { type: 'string', default: '4173' },
        host: { type: 'string', default: 'localhost' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    say(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

const { feed, port, host, help } = readArguments();
if (help) {
  say(HELP);
  process.exit(0);
}
try {
  await build();
  const packDir = feed === undefined ? await makeDemo() : await packFeed(feed);
  const { serve } = await import(path.join(root, 'demo/dist/serve.js'));
  const dataDir = feed === undefined ? { dataDir: demoDir } : {};
  await serve({ packDir, port: Number(port), host, ...dataDir });
} catch (error) {
  say(error.message);
  process.exit(1);
}
