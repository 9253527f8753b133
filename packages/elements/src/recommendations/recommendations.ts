import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import { STRATEGY_NAMES, type StrategyName } from '@sotto/core';
import type { Recommendation, RecommendationList, RecommendRequest } from '@sotto/protocol';
import type { SottoClient } from '@sotto/sdk';
import { localeOf, textsOf, type Texts } from '../texts/texts.ts';
import { isRightToLeft, moveFocus } from './arrow-keys.ts';
import { card, skeleton, type CardContext } from './card.ts';
import { customCard } from './custom-card.ts';
import { Impressions } from './impressions.ts';
import { ListLoader, type ListHost } from './list-loader.ts';
import { style } from './style.ts';

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 8;

/** Before the next frame, where the browser can tell tasks apart. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof scheduler === 'undefined') setTimeout(resolve);
    else void scheduler.postTask(resolve, { priority: 'user-blocking' });
  });
}

/** What makes for another list. */
const ASKED: readonly PropertyKey[] = ['strategy', 'limit', 'seeds', 'fallback', 'client'];

/**
 * A list of recommendations. It has its whole size from the start, shows a skeleton until the list is there,
 * and replaces products in place when better ones arrive, though not under a pointer or the focus.
 *
 * `docs/elements.md` has its attributes, parts, custom properties and events.
 */
export class SottoRecommendations extends LitElement implements ListHost {
  static override styles = style;
  static override properties = {
    strategy: { type: String },
    limit: { type: Number },
    heading: { type: String },
    layout: { type: String },
    fallback: { type: String },
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
  /** `none`: no other strategy stands in, and the element is not there while there is nothing to show. */
  declare fallback: 'none' | '';
  /** Product ids, separated by spaces, that the list starts from. */
  declare seeds: string;
  /** BCP 47; default the document's. */
  declare locale: string;
  /** Default: the client that the page's tag started. */
  declare client: SottoClient | undefined;
  declare list: RecommendationList | undefined;

  readonly loader = new ListLoader(this);
  readonly #states = this.attachInternals().states;
  /** Asked after layout, when sizes cost nothing. */
  readonly #resizes = new ResizeObserver(() => this.#noteFit());

  constructor() {
    super();
    this.strategy = 'for-you';
    this.limit = DEFAULT_LIMIT;
    this.heading = null;
    this.layout = 'row';
    this.fallback = '';
    this.seeds = '';
    this.locale = '';
    this.addController(
      new Impressions(this, (item) => this.client?.track({ kind: 'impression', item })),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#measure();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  /** Asks for the list anew. Resolves when it is on the page. */
  refresh(): Promise<void> {
    return this.loader.refresh();
  }

  get request(): Partial<RecommendRequest> {
    const seeds = this.seeds.split(/\s+/).filter((id) => id !== '');
    return {
      strategy: STRATEGY_NAMES.includes(this.strategy) ? this.strategy : 'for-you',
      limit: this.#places(),
      ...(seeds.length > 0 ? { seeds } : {}),
      ...(this.fallback === 'none' ? { strict: true } : {}),
    };
  }

  get above(): SottoRecommendations[] {
    const lists = [...document.querySelectorAll<SottoRecommendations>(this.localName)];
    return lists.slice(0, Math.max(0, lists.indexOf(this)));
  }

  /** Fires an event; answers whether nobody cancelled it. */
  announce(type: string, detail: object): boolean {
    return this.dispatchEvent(
      new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }),
    );
  }

  /** Each list has a task of its own, so that many lists on a page are not one long task. */
  protected override async scheduleUpdate(): Promise<void> {
    await nextTask();
    await super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    this.#states.add('rendered');
    const isFilled = (this.list?.items.length ?? 0) > 0;
    this.#states[isFilled ? 'add' : 'delete']('filled');
  }

  protected override updated(changed: PropertyValues): void {
    if (ASKED.some((name) => changed.has(name))) void this.refresh();
    if (changed.has('list')) this.#measure();
    void this.loader.pictures.draw(this.renderRoot);
    this.#tint();
  }

  protected override render(): TemplateResult {
    const texts = textsOf(localeOf(this));
    return html`<section
      part="section"
      aria-labelledby="heading"
      aria-busy=${this.list === undefined}
    >
      <header part="header">
        ${this.#heading(texts)} ${this.layout === 'row' ? this.#buttons(texts) : nothing}
      </header>
      <ul
        part="list"
        class=${this.layout === 'grid' ? 'grid' : 'row'}
        @keydown=${(event: KeyboardEvent) => moveFocus(event, this, this.renderRoot as ShadowRoot)}
      >
        ${Array.from({ length: this.#boxes() }, (_, place) => this.#place(place, texts))}
      </ul>
      ${this.list?.items.length === 0 ? html`<p role="status"><slot name="empty">${texts.empty}</slot></p>` : nothing}
    </section>`;
  }

  /** A stand-in has its own name: "Recently viewed" over bestsellers would be a lie. */
  #heading(texts: Texts): TemplateResult {
    const answered = this.list?.strategy ?? this.strategy;
    const own = answered === this.strategy ? this.heading : null;
    const text = own === null || own === '' ? texts.headings[answered] : own;
    // A list that nobody sees a name of still has one for those who listen.
    return html`<h2 part="heading" id="heading" class=${own === '' ? 'quiet' : ''}>
      <slot name="heading">${text}</slot>
    </h2>`;
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

  /** A grid keeps the box of every place, a row its height, also when there are fewer products than places. */
  #boxes(): number {
    return this.list === undefined || this.layout === 'grid'
      ? this.#places()
      : Math.max(1, this.list.items.length);
  }

  #place(place: number, texts: Texts): TemplateResult {
    if (this.list === undefined) return skeleton;
    const item = this.list.items[place];
    if (item === undefined) return html`<li class="void" aria-hidden="true"></li>`;
    const context: CardContext = {
      texts,
      locale: localeOf(this),
      currency: this.list.currency,
      onClick: (event) => this.#onClick(event, item),
    };
    const template = this.querySelector<HTMLTemplateElement>('template[data-sotto-card]');
    const content =
      template === null
        ? card(item, context)
        : guard([item, template, context.locale], () => customCard(template, item, context));
    // A card for each product: text that changed in place would count as text that moved.
    return html`<li part="card" data-id=${item.id} data-colour=${item.colour ?? ''}>
      ${keyed(item.id, content)}
    </li>`;
  }

  #places(): number {
    return Math.min(MAX_LIMIT, Math.max(1, Math.floor(this.limit) || DEFAULT_LIMIT));
  }

  /** Set here because a style attribute in the template needs 'unsafe-inline' in the shop's policy. */
  #tint(): void {
    for (const { dataset, style } of this.renderRoot.querySelectorAll<HTMLElement>('li[data-id]'))
      style.setProperty('--_tint', dataset['colour'] ?? '');
  }

  #onClick(event: Event, item: Recommendation): void {
    if (!this.announce('sotto-click', { item })) event.preventDefault();
    this.client?.track({ kind: 'click', item: item.id });
  }

  #scroll(direction: 1 | -1): void {
    const row = this.renderRoot.querySelector('ul');
    if (row === null) return;
    const sign = isRightToLeft(this) ? -direction : direction;
    row.scrollBy({ left: sign * row.clientWidth * 0.9 });
  }

  /** Once more at the end of this frame. */
  #measure(): void {
    this.#resizes.unobserve(this);
    this.#resizes.observe(this);
  }

  /** Buttons that scroll are of no use where everything is in view. */
  #noteFit(): void {
    const row = this.renderRoot.querySelector('ul');
    const fits = row !== null && row.scrollWidth <= row.clientWidth;
    this.#states[fits ? 'add' : 'delete']('fits');
  }
}
