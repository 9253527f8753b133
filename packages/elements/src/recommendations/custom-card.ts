import type { Recommendation } from '@sotto/protocol';
import { safeUrl } from '../safe-url.ts';
import type { CardContext } from './card.ts';
import { priceText } from './number-text.ts';
import { mainReason } from './reason-text.ts';

/** Attributes that a template may bind; the value of a URL is checked. */
const BINDABLE = /^(href|src|alt|title|value|aria-label|data-[\w-]+)$/;

/** The shop's own card, filled; its links report clicks as ours do. */
export function customCard(
  template: HTMLTemplateElement,
  item: Recommendation,
  context: CardContext,
): DocumentFragment {
  const filled = fillCard(template, cardValues(item, context));
  for (const link of filled.querySelectorAll('a'))
    link.addEventListener('click', (event) => context.onClick(event, item));
  return filled;
}

/**
 * Fills the shop's own card: `data-sotto-text="title"` sets an element's text, and
 * `data-sotto-bind="href:url; alt:title"` its attributes. Values are set as text, never as markup.
 */
function fillCard(
  template: HTMLTemplateElement,
  values: Readonly<Record<string, string>>,
): DocumentFragment {
  const card = document.importNode(template.content, true);
  for (const element of card.querySelectorAll<HTMLElement>('[data-sotto-text]')) {
    element.textContent = values[element.dataset['sottoText'] ?? ''] ?? '';
  }
  for (const element of card.querySelectorAll<HTMLElement>('[data-sotto-bind]')) {
    for (const binding of (element.dataset['sottoBind'] ?? '').split(';')) {
      const [attribute = '', field = ''] = binding.split(':').map((part) => part.trim());
      const value = values[field];
      if (!BINDABLE.test(attribute) || value === undefined) continue;
      element.setAttribute(
        attribute,
        attribute === 'href' || attribute === 'src' ? safeUrl(value) : value,
      );
    }
  }
  return card;
}

/** What a template can bind. */
function cardValues(item: Recommendation, context: CardContext): Record<string, string> {
  const price = (amount: number | undefined): string =>
    amount === undefined ? '' : priceText(amount, context.currency, context.locale);
  return {
    id: item.id,
    title: item.title,
    url: item.url,
    brand: item.brand,
    category: item.category.at(-1) ?? '',
    price: price(item.price),
    'list-price': price(item.listPrice),
    'image-url': item.imageUrl ?? '',
    reason: mainReason(item, context),
  };
}
