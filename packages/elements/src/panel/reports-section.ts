import { html, nothing, type TemplateResult } from 'lit';
import {
  decodeReports,
  fromHex,
  ROUND_MS,
  type MadeReport,
  type ReportingEntry,
  type ReportingStatus,
} from '@sotto/protocol';
import type { PanelTexts } from './texts/panel-texts.ts';

/** Entries that are listed, the newest first. */
const MAX_ENTRIES = 50;

/** Everything that left the device, byte for byte, and what it cost. */
export function reportsSection(
  entries: readonly ReportingEntry[],
  status: ReportingStatus | undefined,
  texts: PanelTexts,
  locale: string,
): TemplateResult {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const { silentUntil } = status ?? {};
  return html`<section>
    <h3>${texts.left}</h3>
    ${entries.some(({ kind }) => kind === 'sent') ? nothing : html`<p>${texts.nothingLeft}</p>`}
    ${silentUntil === undefined ? nothing : html`<p class="soft">${texts.silentUntil(date.format(silentUntil))}</p>`}
    ${status?.state === 'on' ? budget(status, texts) : nothing}
    ${
      entries.length === 0
        ? nothing
        : html`<ol tabindex="0" aria-label=${texts.left} class="reports">
            ${entries
              .slice(-MAX_ENTRIES)
              .toReversed()
              .map(
                (entry) =>
                  html`<li>
                    <span>${entryText(entry, texts)}</span><time>${date.format(entry.at)}</time>
                    ${entry.kind === 'made' ? bytesOf(entry.report, texts) : nothing}
                  </li>`,
              )}
          </ol>`
    }
  </section>`;
}

const budget = ({ spent, caps }: ReportingStatus, texts: PanelTexts): TemplateResult =>
  html`<p class="soft">
    ${texts.spent(
      epsilon(spent.thisRound),
      epsilon(caps.thisRound),
      epsilon(spent.in30Days),
      epsilon(caps.in30Days),
    )}
  </p>`;

function entryText(entry: ReportingEntry, texts: PanelTexts): string {
  const name = 'measure' in entry ? measureName(entry.measure, texts) : '';
  switch (entry.kind) {
    case 'made':
      return texts.reportMade(
        name,
        weekOf(entry.round),
        epsilon(entry.report.mechanism.microEpsilon),
      );
    case 'sent':
      return entry.outcome === 'taken' ? texts.reportTaken(name) : `${name}: ${entry.outcome}`;
    case 'withdrawn':
      return texts.reportWithdrawn(name);
    case 'held':
      return texts.reportHeld(name, entry.why);
    case 'refused':
      return texts.reportRefused(name, entry.why);
  }
}

/** What was true, what was told, and the bytes themselves. */
function bytesOf(report: MadeReport, texts: PanelTexts): TemplateResult {
  const [told] = decodeReports(fromHex(report.bytes));
  return html`<details>
    <summary>${texts.reportDetails}</summary>
    <dl>
      <dt>${texts.reportClaim}</dt>
      <dd>${texts.claim(epsilon(report.claim.microEpsilon), report.claim.mode)}</dd>
      <dt>${texts.reportTrue}</dt>
      <dd>${valueText(report, report.input)}</dd>
      <dt>${texts.reportTold}</dt>
      <dd>${valueText(report, told?.payload ?? null)}</dd>
      <dt>${texts.reportBytes}</dt>
      <dd><code>${report.bytes}</code></dd>
    </dl>
  </details>`;
}

function valueText({ mechanism }: MadeReport, value: MadeReport['input']): string {
  if (value === null) return '–';
  if (typeof value === 'object') return value.map((each) => each.toFixed(3)).join(', ');
  if (mechanism.kind === 'k-ary-response' && typeof value === 'number')
    return mechanism.values[value] ?? String(value);
  return String(value);
}

const measureName = (measure = '', { measures }: PanelTexts): string =>
  measures[measure] ?? measure;

/** First day of the week that a report of a round is about. */
const weekOf = (round: number): string =>
  new Date((round - 1) * ROUND_MS).toISOString().slice(0, 10);

const epsilon = (micro: number): string => String(micro / 1_000_000);
