import { html, nothing, type TemplateResult } from 'lit';
import type { ShopEvent } from '@sotto/core';
import type { EngineStatus, HistoryExport, RecommendationList } from '@sotto/protocol';
import type { PanelTexts } from './texts/panel-texts.ts';

/** Events that are listed, the newest first. */
const MAX_EVENTS = 50;

/** What a shopper did, as the device remembers it; what was merely seen in passing is only counted. */
export function historySection(
  history: HistoryExport | undefined,
  texts: PanelTexts,
  locale: string,
): TemplateResult {
  const all = history?.events ?? [];
  const events = all.filter(({ kind }) => kind !== 'impression');
  const seen = all.length - events.length;
  const time = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  return html`<section>
    <h3>${texts.history}</h3>
    <p class="soft">
      ${all.length === 0 ? texts.noHistory : texts.extent(all.length, history?.sessions.length ?? 0)}
    </p>
    ${seen === 0 ? nothing : html`<p class="soft">${texts.impressions(seen)}</p>`}
    <ol tabindex="0" aria-label=${texts.history}>
      ${events
        .slice(-MAX_EVENTS)
        .toReversed()
        .map(
          (event) =>
            html`<li>
              <span>${texts.kinds[event.kind]}: ${subject(event, history?.titles)}</span
              ><time>${time.format(event.at)}</time>
            </li>`,
        )}
    </ol>
  </section>`;
}

/** Which strategy answered each list of the page, and how long that took. */
export function listsSection(
  lists: readonly RecommendationList[],
  texts: PanelTexts,
): TemplateResult | typeof nothing {
  if (lists.length === 0) return nothing;
  return html`<section>
    <h3>${texts.lists}</h3>
    <dl>
      ${lists.map(
        (list) =>
          html`<dt>${list.strategy}</dt>
            <dd>${originOf(list, texts)}, ${milliseconds(list.rankMs)}</dd>`,
      )}
    </dl>
  </section>`;
}

/** What runs behind the page, and how fast it was. */
export function engineSection(status: EngineStatus | null, texts: PanelTexts): TemplateResult {
  if (status === null)
    return html`<section>
      <h3>${texts.engine}</h3>
      <p>${texts.unavailable}</p>
    </section>`;
  return html`<section>
    <h3>${texts.engine}</h3>
    <dl>
      <dt>${texts.pack}</dt>
      <dd>${texts.products(status.pack.products)}, <code>${status.pack.id}</code></dd>
      <dt>${texts.storage}</dt>
      <dd>${texts.storageKinds[status.storage.kind]}</dd>
      ${Object.entries(status.timings)
        .toSorted(([, a], [, b]) => a - b)
        .map(
          ([step, ms]) =>
            html`<dt>${texts.steps[step] ?? step}</dt>
              <dd>${milliseconds(ms)}</dd>`,
        )}
    </dl>
  </section>`;
}

const milliseconds = (ms: number): string => `${ms.toFixed(1)} ms`;

function originOf({ items, personal }: RecommendationList, texts: PanelTexts): string {
  if (items.length === 0) return texts.empty;
  return personal ? texts.personal : texts.contextual;
}

/** What an event is about. */
function subject(event: ShopEvent, titles: HistoryExport['titles'] = {}): string {
  if (event.kind === 'search') return event.query;
  return event.kind === 'category' ? event.category : (titles[event.item] ?? event.item);
}
