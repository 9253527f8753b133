import type { FastifyInstance } from 'fastify';
import type { ShopContext } from './create-shop.ts';
import { categoryPage } from './pages/category.ts';
import { homePage } from './pages/home.ts';
import { notFoundPage } from './pages/not-found.ts';
import { privacyPage } from './pages/privacy.ts';
import { productPage } from './pages/product.ts';
import { searchPage } from './pages/search.ts';
import { listQuery } from './product-list.ts';
import { createSearch, MAX_QUERY } from './search-products.ts';

type Query = Readonly<Record<string, unknown>>;

/** Everything that is only looked at. */
export function pageRoutes(app: FastifyInstance, { data, show }: ShopContext): void {
  const search = createSearch(data.products);
  app.get('/', (request, reply) => show(request, reply, homePage));
  app.get('/privacy', (request, reply) => show(request, reply, privacyPage));

  app.get<{ Params: { '*': string }; Querystring: Query }>('/c/*', (request, reply) => {
    const category = data.category(`/c/${request.params['*']}`);
    if (category === undefined) return show(request, reply.code(404), notFoundPage);
    const query = listQuery(request.query, category.products.length);
    return show(request, reply, (visit) => categoryPage(visit, category, query));
  });

  app.get<{ Params: { id: string } }>('/p/:id', (request, reply) => {
    const product = data.product(request.params.id);
    if (product === undefined) return show(request, reply.code(404), notFoundPage);
    return show(request, reply, (visit) => productPage(visit, product));
  });

  app.get<{ Querystring: Query }>('/search', (request, reply) => {
    const { q } = request.query;
    const query = typeof q === 'string' ? q.trim().slice(0, MAX_QUERY) : '';
    const found = search(query);
    return show(request, reply, (visit) =>
      searchPage(visit, query, found, listQuery(request.query, found.length)),
    );
  });

  const { picture } = data;
  if (picture === undefined) return;
  app.get<{ Params: { file: string } }>('/images/:file', (request, reply) => {
    const product = data.product(request.params.file.replace(/\.svg$/, ''));
    if (product === undefined) return show(request, reply.code(404), notFoundPage);
    return reply.type('image/svg+xml').send(picture(product));
  });
}
