import { html, nothing, type TemplateResult } from 'lit';
import type { Recommendation } from '@sotto/protocol';
import { safeUrl } from '../safe-url.ts';
import type { Texts } from '../texts/texts.ts';
import { percentText, priceText } from './number-text.ts';
import { mainReason, reasonText } from './reason-text.ts';

/** Reasons that "Why this?" lists, each of a share that does not round to nothing. */
const MAX_REASONS = 3;
const MIN_SHARE = 0.005;

/** What cards of one list have in common. */
export interface CardContext {
  readonly texts: Texts;
  readonly locale: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly onClick: (event: Event, item: Recommendation) => void;
}

/** The look of a product where the shop has none of its own. */
export function card(item: Recommendation, context: CardContext): TemplateResult {
  return html`<div class="picture" part="image" aria-hidden="true">
      <span>${String.fromCodePoint(item.title.codePointAt(0) ?? 0x20)}</span>${picture(item)}
    </div>
    <div class="words">
      <a
        part="title"
        class="title"
        href=${safeUrl(item.url)}
        @click=${(event: Event) => context.onClick(event, item)}
        >${item.title}</a
      >
      <div class="price" part="price">${prices(item, context)}</div>
      ${why(item, context)}
    </div>`;
}

function picture({ id, imageUrl }: Recommendation): TemplateResult {
  return imageUrl === undefined
    ? html`<canvas data-id=${id} hidden></canvas>`
    : html`<img src=${safeUrl(imageUrl)} alt="" loading="lazy" width="184" height="176" />`;
}

function prices(
  { price, listPrice }: Recommendation,
  { texts, currency, locale }: CardContext,
): TemplateResult | typeof nothing {
  if (price === undefined) return nothing;
  const before =
    listPrice === undefined
      ? nothing
      : html`<s part="old-price"
          ><span class="quiet">${texts.was} </span>${priceText(listPrice, currency, locale)}</s
        >`;
  return html`${priceText(price, currency, locale)}${before}`;
}

function why(item: Recommendation, context: CardContext): TemplateResult {
  const { texts, locale } = context;
  const main = mainReason(item, context);
  return html`<details part="reason" name="why" @keydown=${closeOnEscape}>
    <summary aria-label=${`${main} – ${texts.why}`}>${main}</summary>
    <dl class="shares" part="reasons">
      ${item.reasons
        .filter(({ share }) => share >= MIN_SHARE)
        .slice(0, MAX_REASONS)
        .map(
          (reason) =>
            html`<div>
              <dt>${reasonText(reason, texts)}</dt>
              <dd>${percentText(reason.share, locale)}</dd>
            </div>`,
        )}
    </dl>
  </details>`;
}

function closeOnEscape({ key, currentTarget }: KeyboardEvent): void {
  if (key === 'Escape') (currentTarget as HTMLDetailsElement).open = false;
}

/** Holds the place of a product that has not arrived: one node, for a page has many of them in its first moment. */
export const skeleton = html`<li class="bones" part="skeleton" aria-hidden="true"></li>`;
