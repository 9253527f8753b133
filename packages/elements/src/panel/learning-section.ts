import { html, nothing, type TemplateResult } from 'lit';
import type { LearningStatus } from '@sotto/protocol';
import type { PanelTexts } from './texts/panel-texts.ts';

/** What lists are made with beside the pack: what the shop has learnt from many, and this device from one. */
export function learningSection(
  status: LearningStatus | undefined,
  texts: PanelTexts,
  locale: string,
): TemplateResult | typeof nothing {
  if (status === undefined) return nothing;
  const { version, error, personal } = status;
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return html`<section class="learning">
    <h3>${texts.learning}</h3>
    <dl>
      <dt>${texts.shopVersion}</dt>
      <dd>${version === undefined ? texts.release : versionText(version, texts, locale)}</dd>
      <dt>${texts.ownLearning}</dt>
      <dd>
        ${texts.personalStates[personal.state]}${personal.trainedAt === undefined ? nothing : html`<br /><span class="soft">${texts.trainedAt(time.format(personal.trainedAt))}</span>`}
      </dd>
    </dl>
    ${error === undefined ? nothing : html`<p class="warning">${texts.lastGood} <code>${error}</code></p>`}
  </section>`;
}

function versionText(
  { serial, canary, learntFrom }: NonNullable<LearningStatus['version']>,
  texts: PanelTexts,
  locale: string,
): TemplateResult {
  const number = new Intl.NumberFormat(locale);
  return html`${texts.version(serial, canary)}${learntFrom.map(
    ({ measure, reports, claim }) =>
      html`<br /><span class="soft"
          >${texts.learntFrom(
            texts.measures[measure] ?? measure,
            number.format(reports),
            String(claim.microEpsilon / 1_000_000),
          )}</span
        >`,
  )}`;
}
