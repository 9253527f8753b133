import { analyticsEvent, analyticsItem } from '../analytics.ts';
import { MAX_QUANTITY } from '../basket.ts';
import { breadcrumbData, breadcrumbs, categoriesOf } from '../breadcrumbs.ts';
import { dataBlock, markup, type Html } from '../markup.ts';
import { minorUnits } from '../money.ts';
import { priceTag, stars } from '../product-card.ts';
import type { ShopData, ShopProduct } from '../shop-data.ts';
import { recommendations, remembered, type Page, type Visit } from '../view.ts';

/** schema.org Product. Source: schema.org/Product and Google's merchant listing guide. */
function productData(product: ShopProduct, currency: string): Html {
  const { title, brand, image, url, price, description, rating, ratingCount, category } = product;
  return dataBlock('application/ld+json', {
    '@context': 'https://schema.org',
    '@type': 'Product',
    sku: product.model,
    name: title,
    ...(brand === '' ? {} : { brand: { '@type': 'Brand', name: brand } }),
    image,
    ...(description === '' ? {} : { description }),
    category: category.join(' > '),
    offers: {
      '@type': 'Offer',
      url,
      ...(price === 0 ? {} : { price: price / minorUnits(currency), priceCurrency: currency }),
      availability: `https://schema.org/${product.inStock ? 'InStock' : 'OutOfStock'}`,
    },
    ...(rating === 0 || ratingCount === 0
      ? {}
      : { aggregateRating: { '@type': 'AggregateRating', ratingValue: rating, ratingCount } }),
  });
}

function buyForm(product: ShopProduct, currency: string): Html {
  if (!product.inStock) return markup`<p class="gone">Sold out for now. It will be back.</p>`;
  const options = Array.from(
    { length: Math.min(10, MAX_QUANTITY) },
    (_, i) => markup`<option>${i + 1}</option>`,
  );
  return markup`<form class="buy" method="post" action="/basket/add" data-add-to-basket="${JSON.stringify({ currency, item: analyticsItem(product, currency) })}">
    <input type="hidden" name="id" value="${product.id}">
    <label>Quantity <select name="quantity">${options}</select></label>
    <button>Add to basket</button>
    <p role="status" data-added hidden>In your basket. <a href="/basket">View basket</a></p>
  </form>`;
}

function otherColours(data: ShopData, product: ShopProduct): Html | undefined {
  if (product.siblings.length < 2) return undefined;
  const siblings = product.siblings.flatMap((id) => data.product(id) ?? []);
  return markup`<ul class="colours" aria-label="Colours">${siblings.map(
    ({ id, url, image, title }) =>
      markup`<li><a href="${url}"${id === product.id ? markup` aria-current="true"` : undefined}><img src="${image}" alt="${title}" width="600" height="600"></a></li>`,
  )}</ul>`;
}

function reviewList({ reviews }: ShopProduct): Html | undefined {
  if (reviews.length === 0) return undefined;
  return markup`<section class="reviews"><h2>Reviews</h2><ul>${reviews.map(
    (each) =>
      markup`<li>${stars(each.stars)}<p>${each.text}</p><footer>${each.author}, <time datetime="${each.date}">${new Date(each.date).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })}</time></footer></li>`,
  )}</ul></section>`;
}

/** One product. */
export function productPage({ data }: Visit, product: ShopProduct): Page {
  const { currency } = data;
  const trail = categoriesOf(data, product.category);
  const item = analyticsItem(product, currency, { quantity: 1 });
  return {
    kind: 'product',
    title: product.title,
    description: product.description.slice(0, 160),
    blocks: [
      productData(product, currency),
      breadcrumbData(trail, { name: product.title, url: product.url }),
      analyticsEvent('view_item', {
        currency,
        value: product.price / minorUnits(currency),
        items: [item],
      }),
    ],
    main: markup`
      ${breadcrumbs(trail, product.title)}
      <article class="product">
        <div class="gallery"><img src="${product.image}" alt="${product.title}" width="600" height="600" fetchpriority="high"></div>
        <div class="facts">
          <p class="brand">${product.brand}</p>
          <h1>${product.title}</h1>
          ${stars(product.rating, product.ratingCount)}
          ${priceTag(product, currency)}
          ${otherColours(data, product)}
          ${buyForm(product, currency)}
          ${product.description === '' ? undefined : markup`<p class="text">${product.description}</p>`}
          <dl>${product.attributes.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}<div><dt>Item</dt><dd>${product.id}</dd></div></dl>
        </div>
      </article>
      ${recommendations('bought-together', 'Bought together', 4)}
      ${recommendations('similar', 'More like this')}
      ${reviewList(product)}
      ${remembered('because-you-viewed', 'Because of what you viewed')}`,
  };
}
