import type { PageKind } from '@sotto/core';
import { basketCount, type BasketLine } from './basket.ts';
import { markup, type Html } from './markup.ts';
import type { ShopCategory, ShopData } from './shop-data.ts';

/** Answers to the shop's question. */
export type ShopConsent = 'denied' | 'granted' | 'shared';

/** The sync server of the shop. */
export interface SyncServer {
  /** Ends in `/`. */
  readonly url: string;
  readonly publicKey: string;
  /** Where reports go instead, if the server's tasks name a relay. */
  readonly relay?: string;
}

/** What every page may need to know about the request. */
export interface Visit {
  readonly data: ShopData;
  readonly basket: readonly BasketLine[];
  /** What the shopper told the shop's banner; absent before. */
  readonly consent: ShopConsent | undefined;
  /** Where the tag sends private reports, of those who share. */
  readonly sync: SyncServer | undefined;
  /** Path and query of the page, to come back to. */
  readonly here: string;
  /** URLs of the shop's own files, with their version. */
  readonly assets: { readonly style: string; readonly script: string };
}

/** What a page puts into the frame. */
export interface Page {
  readonly title: string;
  readonly kind: PageKind;
  /** Category path of a category page. */
  readonly category?: string;
  readonly description?: string;
  readonly main: Html;
  /** Data blocks: events and schema.org. */
  readonly blocks?: readonly Html[];
  /** Text of the search field. */
  readonly query?: string;
}

const MENU_LENGTH = 10;

/** A slot for a list that is made on the shopper's device. */
export const recommendations = (strategy: string, heading: string, limit = 8): Html => markup`
  <sotto-recommendations strategy="${strategy}" heading="${heading}" limit="${limit}"></sotto-recommendations>`;

/** The same for a list of the shopper's own past: without one it is not there. Last on a page, it moves nothing. */
export const remembered = (strategy: string, heading: string): Html => markup`
  <sotto-recommendations strategy="${strategy}" heading="${heading}" fallback="none"></sotto-recommendations>`;

const menuLink = ({ url, name }: ShopCategory, here: string): Html =>
  here === url || here.startsWith(`${url}/`)
    ? markup`<li><a href="${url}" aria-current="true">${name}</a></li>`
    : markup`<li><a href="${url}">${name}</a></li>`;

const header = ({ data, basket, here }: Visit, query: string): Html => markup`
  <a class="skip" href="#main">Skip to content</a>
  <header class="top">
    <div class="bar">
      <a class="logo" href="/">${data.name}</a>
      <form class="search" action="/search" role="search">
        <input type="search" name="q" value="${query}" placeholder="Search ${data.products.length} products" aria-label="Search products" autocomplete="off" required>
        <button aria-label="Search"><svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/></svg></button>
      </form>
      <a class="basket-link" href="/basket" aria-label="Basket">
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 8h16l-1.5 12h-13zM8.5 8a3.5 3.5 0 0 1 7 0"/></svg>
        <span>Basket</span> <b data-basket-count>${basketCount(basket)}</b>
      </a>
    </div>
    <nav aria-label="Departments"><ul>${data.categories.slice(0, MENU_LENGTH).map((each) => menuLink(each, here))}</ul></nav>
  </header>`;

/** Asked where there is a server to share with; off until the shopper turns it on. */
export const shareOption = (isShared: boolean): Html => markup`
  <label class="share"><input type="checkbox" name="share" value="on"${isShared ? markup` checked` : undefined}>
    <span>Also help with counts that can’t be traced to me: a few numbers a week with chance mixed in. <a href="/privacy#share">How</a></span></label>`;

const banner = ({ here, sync }: Visit): Html => markup`
  <form class="consent" method="post" action="/consent" aria-label="Personal recommendations" data-consent-banner>
    <input type="hidden" name="back" value="${here}">
    <p><b>May we make this shop personal?</b> What you look at would be remembered on this device only.
      Nothing about it is sent to us, or to anyone. <a href="/privacy">More</a></p>
    ${sync && shareOption(false)}
    <div><button name="answer" value="denied" class="plain">No, thanks</button><button name="answer" value="granted">Yes, make it personal</button></div>
  </form>`;

const footer = ({ data }: Visit): Html => markup`
  <footer class="bottom">
    <div>
      <p class="logo">${data.name}</p>
      <p>${data.tagline}. A demonstration shop: everything in it is invented, nothing is sold, and no order leaves this machine.</p>
    </div>
    <nav aria-label="Footer"><ul>
      <li><a href="/">Home</a></li><li><a href="/basket">Basket</a></li><li><a href="/privacy">Privacy &amp; personalisation</a></li>
    </ul></nav>
  </footer>`;

/** The same for every visitor, but for the answer. */
function tag({ consent, sync }: Visit): Html {
  const answer = consent && markup` data-consent="${consent}"`;
  const server = sync && markup` data-sync="${sync.url}" data-sync-key="${sync.publicKey}"`;
  return markup`<script async src="/sotto/sotto.js" data-pack="/sotto/"${server}${answer}></script>`;
}

/** The page and the basket as attributes, which the tag reads. */
function body(kind: PageKind, category: string | undefined, { basket }: Visit): Html {
  const models = [...new Set(basket.map(({ product }) => product.model))].join(' ');
  const path = category === undefined ? undefined : markup` data-sotto-category="${category}"`;
  return markup`<body data-sotto-page="${kind}"${path} data-sotto-basket="${models}">`;
}

/** The whole document. */
export function render(
  visit: Visit,
  { title, kind, category, description, main, blocks = [], query = '' }: Page,
): string {
  const { data, assets, consent } = visit;
  return markup`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === data.name ? title : `${title} · ${data.name}`}</title>
<meta name="description" content="${description ?? data.tagline}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
${blocks}
<script defer src="${assets.script}"></script>
${tag(visit)}
</head>
${body(kind, category, visit)}
${header(visit, query)}
<main id="main" tabindex="-1">${main}</main>
${footer(visit)}
<sotto-panel></sotto-panel>
${consent === undefined ? banner(visit) : undefined}
</body>
</html>
`.toString();
}
