import path from 'node:path';
import process from 'node:process';
import { root, run } from './command.mjs';
import { hashOf, unlessUnchanged } from './inputs.mjs';
import { step } from './terminal.mjs';

/** Where the demo shop's feed, orders, pictures and pack lie. */
export const demoDir = path.join(root, '.cache/demo');

const cli = path.join(root, 'packages/cli/dist/bin.js');

/** Makes the demo shop and its pack, unless that was done from the same sources. */
export async function makeDemo() {
  const sources = [
    'demo/src',
    'models',
    ...['core', 'catalog', 'ranking', 'inference', 'cli'].map((name) => `packages/${name}/src`),
  ];
  const pack = path.join(demoDir, 'pack');
  await unlessUnchanged('demo', hashOf(sources), [path.join(pack, 'manifest.json')], async () => {
    await step('make the demo shop', () =>
      run(process.execPath, [path.join(root, 'demo/dist/make.js'), '--out', demoDir]),
    );
    await step('make the demo shop’s pack', () =>
      run(process.execPath, [cli, ...packArguments(pack)]),
    );
  });
  await installBrowserFiles(pack);
  return pack;
}

/** What a site owner does after packing. */
const installBrowserFiles = (pack) => run(process.execPath, [cli, 'init', pack]);

const at = (name) => path.join(demoDir, name);

function packArguments(pack) {
  return [
    'pack',
    at('feed.xml'),
    '--orders',
    at('orders.csv'),
    '--images',
    at('images'),
    // By hand, so that the model can be seen at work; simulated orders teach it nothing.
    '--weight',
    'sequence=0.3',
    '--out',
    pack,
  ];
}

/** Makes a pack of any feed, whose products are then sold under `/p/…`; answers its folder. */
export async function packFeed(feed, options) {
  const pack = path.join(root, '.cache/feed-shop/pack');
  const from = process.env['INIT_CWD'] ?? root;
  const args = ['pack', feed, ...options, '--map', '=url', '--product-url', '/p/{id}'];
  const hash = hashOf(
    [path.resolve(from, feed), 'packages/cli/src', 'packages/catalog/src'],
    args.join('\0'),
  );
  await unlessUnchanged('feed-shop', hash, [path.join(pack, 'manifest.json')], () =>
    run(process.execPath, [cli, ...args, '--out', pack], { inherit: true, cwd: from }),
  );
  await installBrowserFiles(pack);
  return pack;
}
