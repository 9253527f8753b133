import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { STRATEGY_NAMES, type StrategyName } from '@sotto/core';
import type { Recommendation, RecommendationList } from '@sotto/protocol';
import type { SottoClient } from '@sotto/sdk';
import { pageClient } from '../page-client.ts';
import { localeOf, textsOf, type Texts } from '../texts/texts.ts';
import { isRightToLeft, moveFocus } from './arrow-keys.ts';
import { card, skeleton, type CardContext } from './card.ts';
import { customCard } from './custom-card.ts';
import { impressions } from './impressions.ts';
import { Pictures } from './pictures.ts';
import { priceText } from './price-text.ts';
import { style } from './style.ts';

/**
 * A list of recommendations. It has its whole size from the start, shows a skeleton until the list is there,
 * and replaces products in place when better ones arrive, though not under a pointer or the focus.
 *
 * `docs/elements.md` has its attributes, parts, custom properties and events.
 */
export class SottoRecommendations extends LitElement {
  static override styles = style;
  static override properties = {
    strategy: { type: String },
    limit: { type: Number },
    heading: { type: String },
    layout: { type: String },
    seeds: { type: String },
    locale: { type: String },
    client: { attribute: false },
    list: { state: true },
  };

  /** Kind of list. Default `for-you`. */
  declare strategy: StrategyName;
  /** Most products, 1 to 100. Default 8. */
  declare limit: number;
  /** Heading; default by strategy; empty for none. A stand-in's list has the stand-in's heading. */
  declare heading: string | null;
  /** `row` (default) scrolls sideways; `grid` wraps. */
  declare layout: 'row' | 'grid';
  /** Product ids, separated by spaces, that the list starts from. */
  declare seeds: string;
  /** BCP 47; default the document's. */
  declare locale: string;
  /** Default: the client that the page's tag started. */
  declare client: SottoClient | undefined;
  declare list: RecommendationList | undefined;

  #stopListening: () => void = () => undefined;
  #stale = false;
  #asked = 0;
  #refreshing: Promise<void> = Promise.resolve();
  readonly #seen = new Set<string>();
  readonly #pictures = new Pictures();
  /** Asked after layout, when sizes cost nothing. */
  readonly #resizes = new ResizeObserver(() => this.#noteFit());

  constructor() {
    super();
    this.strategy = 'for-you';
    this.limit = 8;
    this.heading = null;
    this.layout = 'row';
    this.seeds = '';
    this.locale = '';
    this.addEventListener('pointerleave', () => this.#catchUp());
    this.addEventListener('focusout', () => this.#catchUp());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    void this.#connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
    this.#resizes.disconnect();
  }

  /** Asks for the list anew. Resolves when it is on the page. */
  refresh(): Promise<void> {
    this.#refreshing = this.#ask();
    return this.#refreshing;
  }

  async #ask(): Promise<void> {
    const { client } = this;
    if (client === undefined) return;
    const asked = ++this.#asked;
    const strategy = STRATEGY_NAMES.includes(this.strategy) ? this.strategy : 'for-you';
    const seeds = this.seeds.split(/\s+/).filter((id) => id !== '');
    const exclude = await this.#shownAbove();
    const list = await client.recommend({
      strategy,
      limit: this.limit,
      exclude,
      ...(seeds.length > 0 ? { seeds } : {}),
    });
    if (asked !== this.#asked) return;
    this.list = list;
    this.#announce(list.items.length > 0 ? 'sotto-results' : 'sotto-empty', { list });
    await this.#loadPictures(list);
    await this.updateComplete;
  }

  protected override updated(changed: PropertyValues): void {
    const asks: readonly PropertyKey[] = ['strategy', 'limit', 'seeds', 'client'];
    if (asks.some((name) => changed.has(name))) void this.refresh();
    this.#pictures.draw(this.renderRoot);
    this.#watchCards();
  }

  protected override render(): TemplateResult {
    const texts = textsOf(localeOf(this));
    // A stand-in has its own name: "Recently viewed" over bestsellers would be a lie.
    const answered = this.list?.strategy ?? this.strategy;
    const own = answered === this.strategy ? this.heading : null;
    const heading = own ?? texts.headings[answered] ?? '';
    return html`<section part="section" aria-label=${heading} aria-busy=${this.list === undefined}>
      <header part="header">
        <h2 part="heading"><slot name="heading">${heading}</slot></h2>
        ${this.layout === 'row' ? this.#buttons(texts) : nothing}
      </header>
      <ul
        part="list"
        class=${this.layout === 'grid' ? 'grid' : 'row'}
        @keydown=${(event: KeyboardEvent) => moveFocus(event, this, this.renderRoot as ShadowRoot)}
      >
        ${Array.from({ length: this.limit }, (_, place) => this.#place(place, texts))}
      </ul>
      ${this.list?.items.length === 0 ? html`<p class="quiet" role="status"><slot name="empty">${texts.empty}</slot></p>` : nothing}
    </section>`;
  }

  #buttons(texts: Texts): TemplateResult {
    return html`<button
        part="button"
        tabindex="-1"
        aria-label=${texts.previous}
        @click=${() => this.#scroll(-1)}
      >
        ‹
      </button>
      <button part="button" tabindex="-1" aria-label=${texts.next} @click=${() => this.#scroll(1)}>
        ›
      </button>`;
  }

  /** Every place keeps its box, also when there are fewer products than places. */
  #place(place: number, texts: Texts): TemplateResult {
    if (this.list === undefined) return skeleton;
    const item = this.list.items[place];
    if (item === undefined) return html`<li class="void" aria-hidden="true"></li>`;
    const context: CardContext = {
      texts,
      price: (amount) => priceText(amount, this.list?.currency ?? 'EUR', localeOf(this)),
      onClick: (event) => this.#onClick(event, item),
    };
    const template = this.querySelector<HTMLTemplateElement>('template[data-sotto-card]');
    const content = template === null ? card(item, context) : customCard(template, item, context);
    // A card for each product: text that changed in place would count as text that moved.
    return html`<li part="card" data-id=${item.id} data-colour=${item.colour ?? ''}>
      ${keyed(item.id, content)}
    </li>`;
  }

  /** Ids of the products in the lists above this one; a product is shown once on a page. */
  async #shownAbove(): Promise<string[]> {
    const lists = [...document.querySelectorAll<SottoRecommendations>(this.localName)];
    const above = lists.slice(0, Math.max(0, lists.indexOf(this)));
    await Promise.all(above.map((each) => each.#refreshing));
    return above.flatMap(({ list }) => list?.items.map(({ id }) => id) ?? []);
  }

  async #connect(): Promise<void> {
    this.client ??= await pageClient();
    if (!this.isConnected) return;
    if (this.client === undefined) {
      this.list = { items: [], strategy: this.strategy, personal: false, currency: '', rankMs: 0 };
      this.#announce('sotto-error', {});
      return;
    }
    this.#stopListening = this.client.on('change', ({ cause }) => {
      if (cause === 'thumbnails' && this.list !== undefined) void this.#loadPictures(this.list);
      else if (cause !== 'thumbnails') this.#onChange();
    });
  }

  #onChange(): void {
    if (this.matches(':hover, :focus-within') && this.list !== undefined) this.#stale = true;
    else void this.refresh();
  }

  #catchUp(): void {
    if (!this.#stale || this.matches(':focus-within')) return;
    this.#stale = false;
    void this.refresh();
  }

  async #loadPictures({ items }: RecommendationList): Promise<void> {
    if (this.client === undefined) return;
    await this.#pictures.load(items, this.client);
    this.#pictures.draw(this.renderRoot);
  }

  #watchCards(): void {
    for (const card of this.renderRoot.querySelectorAll<HTMLElement>('li[data-id]')) {
      const { id = '', colour = '' } = card.dataset;
      // Set here because a style attribute in the template needs 'unsafe-inline' in the shop's policy.
      card.style.setProperty('--_tint', colour);
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      impressions.watch(card, () => this.client?.track({ kind: 'impression', item: id }));
    }
  }

  #onClick(event: Event, item: Recommendation): void {
    if (!this.#announce('sotto-click', { item })) event.preventDefault();
    this.client?.track({ kind: 'click', item: item.id });
  }

  #scroll(direction: 1 | -1): void {
    const row = this.renderRoot.querySelector('ul');
    if (row === null) return;
    const sign = isRightToLeft(this) ? -direction : direction;
    row.scrollBy({ left: sign * row.clientWidth * 0.9 });
  }

  /** Buttons that scroll are of no use where everything is in view. */
  #noteFit(): void {
    const row = this.renderRoot.querySelector('ul');
    this.toggleAttribute('fits', row !== null && row.scrollWidth <= row.clientWidth);
  }

  /** Answers whether nobody cancelled it. */
  #announce(type: string, detail: object): boolean {
    return this.dispatchEvent(
      new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }),
    );
  }
}
