import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { INITIAL_CONSENT, permissions } from '@sotto/core';
import type { EngineStatus, HistoryExport, IntentPoint, RecommendationList } from '@sotto/protocol';
import type { SottoClient } from '@sotto/sdk';
import { pageClient } from '../page-client.ts';
import { localeOf } from '../texts/texts.ts';
import { learningSection } from './learning-section.ts';
import { intentSection, modelsSection } from './model-sections.ts';
import { reportsSection } from './reports-section.ts';
import { engineSection, historySection, listsSection } from './sections.ts';
import { style } from './style.ts';
import { panelTextsOf, type PanelTexts } from './texts/panel-texts.ts';

/**
 * What this device knows about its user, for shoppers and auditors: consent, history, what is running, what
 * left the device. Exports and erases it.
 */
export class SottoPanel extends LitElement {
  static override styles = style;
  static override properties = {
    locale: { type: String },
    client: { attribute: false },
    status: { state: true },
    history: { state: true },
    intent: { state: true },
    opened: { state: true },
    confirming: { state: true },
    outcome: { state: true },
  };

  /** BCP 47; default the document's. */
  declare locale: string;
  /** Default: the client that the page's tag started. */
  declare client: SottoClient | undefined;
  declare status: EngineStatus | null;
  declare history: HistoryExport | undefined;
  declare intent: readonly IntentPoint[];
  declare opened: boolean;
  declare confirming: boolean;
  /** What came of the last wish to erase. */
  declare outcome: 'erased' | 'failed' | undefined;

  #stopListening: () => void = () => undefined;

  constructor() {
    super();
    this.locale = '';
    this.status = null;
    this.intent = [];
    this.opened = false;
    this.confirming = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
  }

  protected override render(): TemplateResult {
    const locale = localeOf(this);
    const texts = panelTextsOf(locale);
    const on = this.client !== undefined && permissions(this.client.consent).personal;
    return html`<button
        class="opener ${on ? 'on' : ''}"
        part="button"
        aria-haspopup="dialog"
        @click=${this.#open}
      >
        ${texts.open}
      </button>
      <dialog
        part="dialog"
        aria-labelledby="title"
        @click=${this.#onBackdrop}
        @close=${() => (this.opened = false)}
      >
        ${this.opened ? this.#content(texts, locale, on) : nothing}
      </dialog>`;
  }

  #content(texts: PanelTexts, locale: string, on: boolean): TemplateResult {
    return html`<div class="inner">
      <header>
        <h2 id="title">${texts.title}</h2>
        <button class="close" @click=${() => this.#dialog()?.close()}>${texts.close}</button>
      </header>
      ${reportsSection(this.history?.reports ?? [], this.status?.reporting, texts, locale)}
      ${this.#consent(texts, on)} ${historySection(this.history, texts, locale)}
      ${intentSection(this.intent, texts)} ${listsSection(listsOnPage(), texts)}
      ${learningSection(this.status?.learning, texts, locale)} ${modelsSection(this.status, texts)}
      ${engineSection(this.status, texts)}
      <div class="actions">
        <button @click=${this.#export}>${texts.export}</button>
        ${this.confirming ? this.#confirmation(texts) : this.#eraser(texts)}
      </div>
      <p role="status">${this.outcome === undefined ? nothing : texts.outcomes[this.outcome]}</p>
    </div>`;
  }

  #eraser(texts: PanelTexts): TemplateResult {
    return html`<button class="danger" @click=${() => (this.confirming = true)}>
      ${texts.erase}
    </button>`;
  }

  /** What keeps takes the place of what was clicked: a double click erases nothing. */
  #confirmation(texts: PanelTexts): TemplateResult {
    return html`<button @click=${() => (this.confirming = false)}>${texts.keep}</button>
      <button class="danger" @click=${this.#erase}>${texts.eraseSure}</button>`;
  }

  #consent(texts: PanelTexts, on: boolean): TemplateResult {
    return html`<section>
      <label>
        ${texts.consent}
        <input type="checkbox" switch .checked=${on} @change=${this.#toggleConsent} />
      </label>
      <p class="soft">${on ? texts.consentOn : texts.consentOff}</p>
      ${on && this.#maySync() ? this.#sharing(texts) : nothing}
      ${
        on
          ? html`<label>
              ${texts.pause}
              <input
                type="checkbox"
                switch
                .checked=${this.client?.consent.paused ?? false}
                @change=${this.#togglePause}
              />
            </label>`
          : nothing
      }
    </section>`;
  }

  #maySync(): boolean {
    return (this.status?.reporting.state ?? 'none') !== 'none';
  }

  /** Global Privacy Control is stronger than the switch. */
  #sharing(texts: PanelTexts): TemplateResult {
    const { answer, globalPrivacyControl } = this.client?.consent ?? INITIAL_CONSENT;
    return html`<label>
        ${texts.share}
        <input
          type="checkbox"
          switch
          ?disabled=${globalPrivacyControl}
          .checked=${answer === 'shared' && !globalPrivacyControl}
          @change=${this.#toggleShare}
        />
      </label>
      <p class="soft">${texts.shareNote}</p>`;
  }

  async #connect(): Promise<void> {
    this.client ??= await pageClient();
    if (!this.isConnected) return;
    const stops = [
      this.client?.on('change', () => void this.#update()),
      this.client?.on('consent', () => this.requestUpdate()),
    ];
    this.#stopListening = () => {
      for (const stop of stops) stop?.();
    };
    this.requestUpdate();
  }

  /** Reads what is known, only while somebody looks. */
  async #update(): Promise<void> {
    if (this.client === undefined || this.#dialog()?.open !== true) return;
    try {
      this.history = await this.client.exportHistory();
      this.intent = await this.client.intent();
      this.status = await this.client.status();
    } catch (error) {
      console.error(error);
    }
  }

  #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #open(): void {
    this.opened = true;
    this.confirming = false;
    this.outcome = undefined;
    this.#dialog()?.showModal();
    void this.#update();
  }

  #onBackdrop(event: MouseEvent): void {
    if (event.target === event.currentTarget) this.#dialog()?.close();
  }

  #toggleConsent(event: Event): void {
    this.client?.setConsent((event.target as HTMLInputElement).checked ? 'granted' : 'denied');
  }

  #toggleShare(event: Event): void {
    this.client?.setConsent((event.target as HTMLInputElement).checked ? 'shared' : 'granted');
  }

  #togglePause(event: Event): void {
    this.client?.pause((event.target as HTMLInputElement).checked);
  }

  async #export(): Promise<void> {
    await this.#update();
    const { history } = this;
    if (history === undefined) return;
    const file = new Blob([JSON.stringify(history, null, 2)], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = 'sotto-history.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async #erase(): Promise<void> {
    this.confirming = false;
    try {
      this.outcome = (await this.client?.erase()) === true ? 'erased' : 'failed';
    } catch (error) {
      console.error(error);
      this.outcome = 'failed';
    }
    await this.#update();
  }
}

/** What the lists of this page show, in their order. */
function listsOnPage(): RecommendationList[] {
  const elements = document.querySelectorAll<Element & { list?: RecommendationList }>(
    'sotto-recommendations',
  );
  return [...elements].flatMap(({ list }) => list ?? []);
}
