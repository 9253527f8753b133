import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { formatBasket, withQuantity, type BasketLine } from './basket.ts';
import type { ShopContext } from './create-shop.ts';
import { basketPage } from './pages/basket.ts';
import { checkoutPage } from './pages/checkout.ts';
import { notFoundPage } from './pages/not-found.ts';
import { thankYouPage, type Order } from './pages/thank-you.ts';

type Form = Readonly<Record<string, unknown>>;

const MONTH_SECONDS = 30 * 86_400;
/** Orders that are remembered, so that the thank-you page can be shown; the oldest go first. */
const MAX_ORDERS = 1000;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A path of this shop to go back to; never another site's. */
const ownPath = (value: unknown): string => {
  const path = textOf(value);
  return /^\/(?![/\\])/.test(path) ? path : '/';
};

function setCookie(reply: FastifyReply, name: string, value: string): FastifyReply {
  return reply.setCookie(name, value, {
    path: '/',
    maxAge: value === '' ? 0 : MONTH_SECONDS,
    sameSite: 'lax',
  });
}

const keepBasket = (reply: FastifyReply, lines: readonly BasketLine[]): FastifyReply =>
  setCookie(reply, 'basket', formatBasket(lines));

/** Basket, check-out and the answer to the banner. */
export function basketRoutes(app: FastifyInstance, { data, show, visit }: ShopContext): void {
  app.get('/basket', (request, reply) => show(request, reply, basketPage));

  app.post<{ Body: Form | undefined }>('/basket/:change(add|set)', (request, reply) => {
    const product = data.product(textOf(request.body?.['id']));
    if (product === undefined) return show(request, reply.code(404), notFoundPage);
    const { basket } = visit(request);
    const quantity = Number(textOf(request.body?.['quantity']) || '1');
    const held = basket.find((line) => line.product.id === product.id)?.quantity ?? 0;
    const adds = request.url.startsWith('/basket/add');
    return keepBasket(
      reply,
      withQuantity(basket, product, adds ? held + quantity : quantity),
    ).redirect('/basket', 303);
  });

  app.get('/checkout', (request, reply) =>
    visit(request).basket.length === 0
      ? reply.redirect('/basket', 303)
      : show(request, reply, checkoutPage),
  );

  const orders = new Map<string, Order>();
  app.post('/checkout', (request, reply) => {
    const { basket: lines } = visit(request);
    if (lines.length === 0) return reply.redirect('/basket', 303);
    const id = randomBytes(5).toString('hex').toUpperCase();
    orders.set(id, { id, lines });
    const [oldest] = orders.keys();
    if (orders.size > MAX_ORDERS && oldest !== undefined) orders.delete(oldest);
    return keepBasket(reply, []).redirect(`/thank-you/${id}`, 303);
  });

  app.get<{ Params: { id: string } }>('/thank-you/:id', (request, reply) => {
    const order = orders.get(request.params.id);
    if (order === undefined) return show(request, reply.code(404), notFoundPage);
    return show(request, reply, (seen) => thankYouPage(seen, order));
  });

  app.post<{ Body: Form | undefined }>('/consent', (request, reply) => {
    const granted = textOf(request.body?.['answer']) === 'granted';
    const shared = textOf(request.body?.['share']) === 'on';
    const answer = granted ? (shared ? 'shared' : 'granted') : 'denied';
    return setCookie(reply, 'consent', answer).redirect(ownPath(request.body?.['back']), 303);
  });
}
