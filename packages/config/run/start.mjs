// `npm start`: everything from a fresh clone to a demo shop and a sync server that answer. `-- --feed PATH` sells that
// feed.
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { root } from './command.mjs';
import { demoDir, makeDemo, packFeed } from './demo.mjs';
import { openSync } from './sync.mjs';
import { say } from './terminal.mjs';

const HELP = `npm start [-- --feed PATH] [--port N] [--host NAME]

  --feed PATH   sell the products of this feed instead of the demo shop's; further options, such as
                --currency EUR or --orders FILE, are those of npm run sotto -- pack
  --port N      default 4173; the sync server takes the next one
  --host NAME   default localhost`;

const OPTIONS = {
  feed: { type: 'string' },
  port: { type: 'string', default: '4173' },
  host: { type: 'string', default: 'localhost' },
  help: { type: 'boolean', default: false },
};

/** Our own options, and the arguments between them, which are for `sotto pack`. */
function readArguments(args) {
  const { values, tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true });
  const own = tokens
    .filter(({ kind, name }) => kind === 'option' && name in OPTIONS)
    .flatMap(({ index, value, inlineValue }) =>
      value === undefined || inlineValue ? [index] : [index, index + 1],
    );
  return { values, forPack: args.filter((_, index) => !own.includes(index)) };
}

const { values, forPack } = readArguments(process.argv.slice(2));
const { feed, port, host, help } = values;
if (feed === undefined && forPack.length > 0) {
  say(`Without --feed there is nothing to do with ${forPack.join(' ')}.\n\n${HELP}`);
  process.exit(2);
}
if (help) {
  say(HELP);
  process.exit(0);
}
try {
  await build();
  const packDir = feed === undefined ? await makeDemo() : await packFeed(feed, forPack);
  const { serve } = await import(path.join(root, 'demo/dist/serve.js'));
  const dataDir = feed === undefined ? { dataDir: demoDir } : {};
  const sync = await openSync({ shopPort: Number(port), host, packDir });
  await serve({ packDir, port: Number(port), host, sync, ...dataDir });
} catch (error) {
  // A command that wrote to the terminal itself has said already what went wrong.
  if (error.output !== '') say(error.message);
  process.exit(1);
}
