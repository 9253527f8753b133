import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RecommendationList, RecommendRequest } from '@sotto/protocol';
import type { SottoClient } from '@sotto/sdk';
import { pageClient } from '../page-client.ts';
import { Pictures } from './pictures.ts';

/** The element that a {@link ListLoader} fills. */
export interface ListHost extends ReactiveControllerHost, HTMLElement {
  client: SottoClient | undefined;
  list: RecommendationList | undefined;
  /** What to ask for, but for what lists above show. */
  readonly request: Partial<RecommendRequest>;
  /** The lists of the page above this one. */
  readonly above: readonly ListHost[];
  readonly loader: ListLoader;
  readonly renderRoot: ParentNode;
  announce(type: string, detail: object): boolean;
}

/** Keeps the list of an element: asks for it, and asks again when the shopper did something or more arrived. */
export class ListLoader implements ReactiveController {
  readonly pictures = new Pictures();
  readonly #host: ListHost;
  #stopListening = (): void => undefined;
  /** A change waits until pointer and focus are elsewhere. */
  #isStale = false;
  /** Something changed since the list was asked for. */
  #isOutdated = false;
  #refreshing: Promise<void> | undefined;

  constructor(host: ListHost) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('pointerleave', () => this.#catchUp());
    host.addEventListener('focusout', () => this.#catchUp());
  }

  hostConnected(): void {
    void this.#connect();
  }

  hostDisconnected(): void {
    this.#stopListening();
  }

  /** Asks for the list anew; many wishes at a time are one request. Resolves when the list is on the page. */
  refresh(): Promise<void> {
    this.#isOutdated = true;
    this.#refreshing ??= this.#askUntilCurrent().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #connect(): Promise<void> {
    const host = this.#host;
    host.client ??= await pageClient();
    if (!host.isConnected) return;
    if (host.client === undefined) return this.#failed('no tag is on the page');
    this.#stopListening = host.client.on('change', ({ cause }) => {
      if (cause === 'thumbnails') void this.#loadPictures();
      else this.#onChange();
    });
  }

  #onChange(): void {
    const { list } = this.#host;
    if (list !== undefined && this.#host.matches(':hover, :focus-within')) this.#isStale = true;
    else void this.refresh();
  }

  #catchUp(): void {
    if (!this.#isStale || this.#host.matches(':focus-within')) return;
    this.#isStale = false;
    void this.refresh();
  }

  async #askUntilCurrent(): Promise<void> {
    while (this.#isOutdated) {
      this.#isOutdated = false;
      await this.#ask();
    }
  }

  async #ask(): Promise<void> {
    const { client } = this.#host;
    if (client === undefined) return;
    try {
      const exclude = await this.#shownAbove();
      const list = await client.recommend({ ...this.#host.request, exclude });
      if (this.#isOutdated && this.#host.list !== undefined) return;
      await this.#show(list);
    } catch (error) {
      this.#failed(error);
    }
  }

  async #show(list: RecommendationList): Promise<void> {
    this.#host.list = list;
    await this.#host.updateComplete;
    this.#host.announce(list.items.length > 0 ? 'sotto-results' : 'sotto-empty', { list });
    await this.#loadPictures();
  }

  /** Leaves the list as it is, or empty. */
  #failed(error: unknown): void {
    const strategy = this.#host.request.strategy ?? 'for-you';
    this.#host.list ??= { items: [], strategy, personal: false, currency: '', rankMs: 0 };
    this.#host.announce('sotto-error', { error });
  }

  /** Ids of the products in the lists above; a product is shown once on a page. */
  async #shownAbove(): Promise<string[]> {
    const { above } = this.#host;
    await Promise.all(above.map(async ({ loader }) => loader.#refreshing));
    return above.flatMap(({ list }) => list?.items.map(({ id }) => id) ?? []);
  }

  async #loadPictures(): Promise<void> {
    const { client, list } = this.#host;
    if (client === undefined || list === undefined) return;
    try {
      await this.pictures.load(list.items, client);
      await this.pictures.draw(this.#host.renderRoot);
    } catch (error) {
      this.#failed(error);
    }
  }
}
