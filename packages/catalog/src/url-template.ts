import type { TextColumn } from '@sotto/core';

/** What stands in a column of links for a product without one; an empty text stands for the template's. */
const NO_URL = '\u0001';

/** Share of products that a template must fit to be used. */
const MIN_FIT = 0.5;

/** Products from whose URLs templates are guessed. */
const SAMPLE = 64;

/** Where a URL is made from: id and title of its product. */
export interface UrlParts {
  readonly id: string;
  readonly title: string;
}

/** A title as shops write it into URLs: lower case, Latin letters and digits, joined by `-`. */
export function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const MAX_TEMPLATE_LENGTH = 1000;

/** Whether a text of unknown origin is a template: each placeholder at most once, so that URLs stay short. */
export const isTemplate = (text: string): boolean =>
  text.length <= MAX_TEMPLATE_LENGTH &&
  text.split('{id}').length <= 2 &&
  text.split('{slug}').length <= 2;

/** The URL that a template gives: `{id}` is the encoded id, `{slug}` the title by {@link slugOf}. */
export function fillTemplate(template: string, { id, title }: UrlParts): string {
  if (template === '') return '';
  const filled = template.replace('{id}', () => encodeURIComponent(id));
  return filled.includes('{slug}') ? filled.replace('{slug}', () => slugOf(title)) : filled;
}

/** The template that fits most of the products, or an empty one where none fits half of them. */
export function findTemplate(
  size: number,
  at: (index: number) => UrlParts & { url: string },
): string {
  const votes = new Map<string, number>();
  const step = Math.max(1, Math.floor(size / SAMPLE));
  let sampled = 0;
  for (let index = 0; index < size; index += step) {
    sampled += 1;
    const template = templateOf(at(index));
    if (template !== undefined) votes.set(template, (votes.get(template) ?? 0) + 1);
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a);
  return best !== undefined && best[1] >= MIN_FIT * sampled ? best[0] : '';
}

function templateOf({ id, title, url }: UrlParts & { url: string }): string | undefined {
  if (/[{}]/.test(url)) return undefined;
  const slug = slugOf(title);
  let template = url;
  if (slug.length > 2) template = template.replace(slug, '{slug}');
  const last = template.lastIndexOf(encodeURIComponent(id));
  if (last >= 0) {
    template = `${template.slice(0, last)}{id}${template.slice(last + encodeURIComponent(id).length)}`;
  }
  return template.includes('{') &&
    isTemplate(template) &&
    fillTemplate(template, { id, title }) === url
    ? template
    : undefined;
}

/** What is stored for a URL: nothing where the template gives it. */
export function storedUrl(url: string, template: string, parts: UrlParts): string {
  if (url === '') return template === '' ? '' : NO_URL;
  return template !== '' && fillTemplate(template, parts) === url ? '' : url;
}

/** A column of URLs of which most come from a template. */
export class UrlColumn implements TextColumn {
  readonly size: number;
  readonly #stored: TextColumn;
  readonly #template: string;
  readonly #ids: TextColumn;
  readonly #titles: TextColumn;

  constructor(stored: TextColumn, template: string, ids: TextColumn, titles: TextColumn) {
    this.size = stored.size;
    this.#stored = stored;
    this.#template = template;
    this.#ids = ids;
    this.#titles = titles;
  }

  at(index: number): string {
    const stored = this.#stored.at(index);
    if (stored === NO_URL) return '';
    if (stored !== '' || index < 0 || index >= this.size) return stored;
    return fillTemplate(this.#template, { id: this.#ids.at(index), title: this.#titles.at(index) });
  }
}
