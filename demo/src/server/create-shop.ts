import { existsSync } from 'node:fs';
import path from 'node:path';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import statics from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { assetUrls, publicDir } from './assets.ts';
import { parseBasket } from './basket.ts';
import { basketRoutes } from './basket-routes.ts';
import { readGeneratedData } from './generated-data.ts';
import { cachingOf, contentSecurityPolicy, PAGE_CACHING } from './headers.ts';
import { readPackData } from './pack-data.ts';
import { pageRoutes } from './page-routes.ts';
import { notFoundPage } from './pages/not-found.ts';
import type { ShopData } from './shop-data.ts';
import { render, type Page, type ShopConsent, type SyncServer, type Visit } from './view.ts';

/** What a shop is made of. */
export interface CreateShopOptions {
  /** Folder with `shop.json` and `images/`, as `make.js` writes it; without it the pack is what is sold. */
  readonly dataDir?: string;
  /** Folder of the site pack and, after `sotto init`, of the browser's files. */
  readonly packDir: string;
  /** What is sold, in place of what the folders hold. */
  readonly data?: ShopData;
  /** Sync server for those who share; without it nobody is asked. */
  readonly sync?: SyncServer | undefined;
}

/** Answers a request with a page. */
type Show = (
  request: FastifyRequest,
  reply: FastifyReply,
  page: (visit: Visit) => Page,
) => FastifyReply;

/** What the routes work with. */
export interface ShopContext {
  readonly data: ShopData;
  readonly show: Show;
  readonly visit: (request: FastifyRequest) => Visit;
}

const ANSWERS: readonly (string | undefined)[] = ['denied', 'granted', 'shared'];

const readConsent = (answer: string | undefined): Visit['consent'] =>
  ANSWERS.includes(answer) ? (answer as ShopConsent) : undefined;

function contextOf(data: ShopData, sync: SyncServer | undefined): ShopContext {
  const assets = assetUrls();
  const visit = (request: FastifyRequest): Visit => ({
    data,
    basket: parseBasket(request.cookies['basket'], data),
    consent: readConsent(request.cookies['consent']),
    here: request.url,
    sync,
    assets,
  });
  return {
    data,
    visit,
    show(request, reply, page) {
      const seen = visit(request);
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', PAGE_CACHING)
        .send(render(seen, page(seen)));
    },
  };
}

const FILES = /^\/(?:sotto|assets|images)\//;

/** Static files of a folder, with their precompressed siblings. */
async function serveFolder(app: FastifyInstance, prefix: string, root: string): Promise<void> {
  if (!existsSync(root)) return;
  await app.register(statics, {
    root: path.resolve(root),
    prefix,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    index: false,
  });
}

/**
 * The demo shop as a Fastify app that doesn't listen yet: pages, basket, the pack and the tag's files under
 * `/sotto/`. It logs nothing and sets two cookies, `basket` and `consent`.
 *
 * @throws pack/* where the pack is what is sold and can't be read
 */
export async function createShop({
  dataDir,
  packDir,
  data,
  sync,
}: CreateShopOptions): Promise<FastifyInstance> {
  const sold =
    data ?? (await (dataDir === undefined ? readPackData(packDir) : readGeneratedData(dataDir)));
  const app = fastify({
    routerOptions: { maxParamLength: 1000 },
    // Browsers hold connections open; closing the shop does not wait for them.
    forceCloseConnections: true,
  });
  const context = contextOf(sold, sync);
  const policy = contentSecurityPolicy([sync?.url ?? [], sync?.relay ?? []].flat());
  await app.register(cookie);
  await app.register(formbody);
  app.addHook('onSend', async (request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    });
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', cachingOf(request.url));
  });
  app.setNotFoundHandler((request, reply) => {
    // A file that is missing is no page: whoever asked for it is a script or an image.
    if (FILES.test(request.url))
      return reply
        .code(404)
        .header('cache-control', 'no-cache')
        .type('text/plain')
        .send('Not found\n');
    return context.show(request, reply.code(404), notFoundPage);
  });
  await serveFolder(app, '/assets/', publicDir);
  await serveFolder(app, '/sotto/', packDir);
  if (sold.picture === undefined && dataDir !== undefined)
    await serveFolder(app, '/images/', path.join(dataDir, 'images'));
  pageRoutes(app, context);
  basketRoutes(app, context);
  return app;
}
