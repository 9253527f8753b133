import process from 'node:process';
import { createShop, type CreateShopOptions } from './server/create-shop.ts';
import type { SyncServer } from './server/view.ts';

/** Where the shop listens. */
export interface ServeOptions extends Omit<CreateShopOptions, 'sync'> {
  /** Sync server for those who share, with the first key of its owner's API where it has just been made. */
  readonly sync?: SyncServer & { readonly ownerKey?: string | undefined };
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
}

const TRY_GENERATED = [
  'Say yes to the question at the foot of the page, then open three lamps.',
  'Go back to the start: “Chosen for you” is about lamps now.',
  'Reload: it still is. Open the panel in the corner to see what this device knows, and erase it.',
  'Put a frying pan into the basket and see what goes with it.',
];

const TRY_ANY = [
  'Say yes to the question at the foot of the page, then open three products of one category.',
  'Go back to the start: “Chosen for you” is about them now.',
  'Open the panel in the corner to see what this device knows, and erase it.',
];

/** Where those who share send their number, and how its owner gets in. */
const syncLines = (sync: ServeOptions['sync']): string =>
  sync === undefined
    ? ''
    : `Its sync server is at ${sync.url}${sync.ownerKey === undefined ? '' : `\nKey of the owner's API, shown this once: ${sync.ownerKey}`}\n`;

/** Opens the shop and says where it is and what to try. Ends with the process. */
export async function serve({ port, host, ...options }: ServeOptions): Promise<string> {
  const app = await createShop(options);
  const address = await app.listen({ port, host });
  const url = host === 'localhost' ? address.replace(/127\.0\.0\.1|\[::1\]/, 'localhost') : address;
  const steps = options.dataDir === undefined ? TRY_ANY : TRY_GENERATED;
  process.stdout.write(
    `\nThe shop is open at ${url}\n${syncLines(options.sync)}\nTo try:\n${steps.map((step, i) => `  ${i + 1}. ${step}\n`).join('')}\nCtrl+C closes it.\n`,
  );
  return url;
}
