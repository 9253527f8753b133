import { html, nothing, type TemplateResult } from 'lit';
import type { EngineStatus, IntentPoint, ModelStatus } from '@sotto/protocol';
import type { PanelTexts } from './texts/panel-texts.ts';

/** Which models run, where, and how fast. */
export function modelsSection(
  status: EngineStatus | null,
  texts: PanelTexts,
): TemplateResult | typeof nothing {
  const models = status?.models ?? [];
  if (models.length === 0) return nothing;
  return html`<section>
    <h3>${texts.models}</h3>
    <ul class="models">
      ${models.map((model) => html`<li>${modelText(model, texts)}</li>`)}
    </ul>
  </section>`;
}

function modelText(model: ModelStatus, texts: PanelTexts): TemplateResult {
  const { id, version, state, run, error } = model;
  return html`<strong>${texts.modelNames[id] ?? id}</strong> <code>${version}</code>
    <span class="soft">${run === undefined ? texts.modelFailed : runText(run, texts)}</span>
    ${state === 'ready' ? nothing : html`<span class="warning">${texts.modelStates[state]} <code>${error}</code></span>`}`;
}

function runText(run: NonNullable<ModelStatus['run']>, texts: PanelTexts): TemplateResult {
  const { runtime, bytes, openMs, medianMs, failed } = run;
  const median = medianMs[runtime];
  const others = Object.entries(medianMs).filter(([name]) => name !== runtime);
  return html`${texts.runtimes[runtime]}, ${Math.round(bytes / 1000)} kB,
  ${texts.opened(ms(openMs))}${median === undefined ? nothing : html`, ${texts.perRun(ms(median))}`}
  ${others.map(([name, each]) => html`<br />${texts.runtimes[name as keyof PanelTexts['runtimes']]}: ${texts.perRun(ms(each))}`)}
  ${Object.entries(failed).map(([name, code]) => html`<br />${texts.runtimes[name as keyof PanelTexts['runtimes']]}: <code>${code}</code>`)}`;
}

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

/** Width and height of the curve, in its own units. */
const WIDTH = 240;
const HEIGHT = 72;
/** Room around it, so that dots at the edge are whole. */
const EDGE = 4;

/** Where the visit leads: the chance of an order after each of its steps, as a curve, and what comes next. */
export function intentSection(
  points: readonly IntentPoint[],
  texts: PanelTexts,
): TemplateResult | typeof nothing {
  const last = points.at(-1);
  if (last === undefined) return nothing;
  const next = Object.entries(last.stage).toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 'looking';
  return html`<section>
    <h3>${texts.intent}</h3>
    <p>
      ${texts.intentNow(percent(last.purchase), percent(last.leave), texts.stages[next as keyof PanelTexts['stages']])}
    </p>
    ${curve(points, texts)}
    <p class="soft">${texts.intentNote}</p>
  </section>`;
}

const percent = (chance: number): string => `${Math.round(100 * chance)} %`;

function curve(points: readonly IntentPoint[], texts: PanelTexts): TemplateResult {
  const x = (at: number): number =>
    EDGE + (at * (WIDTH - 2 * EDGE)) / Math.max(1, points.length - 1);
  const y = (chance: number): number => EDGE + (1 - chance) * (HEIGHT - 2 * EDGE);
  const places = points.map(({ purchase }, at) => `${x(at)} ${y(purchase).toFixed(1)}`);
  return html`<svg
    class="curve"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label=${texts.curve(points.map(({ purchase }) => percent(purchase)).join(', '))}
  >
    <path class="grid" d="M0 ${y(1)}H${WIDTH}M0 ${y(0.5)}H${WIDTH}M0 ${y(0)}H${WIDTH}" />
    <path class="line" d="M${places.join('L')}" />
    <path class="dots" d=${places.map((place) => `M${place}h0`).join('')} />
  </svg>`;
}
