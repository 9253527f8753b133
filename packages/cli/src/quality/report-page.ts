import { REPORT_STYLE } from './report-style.ts';
import { MERGE_RULES, type MergeRule } from './issues.ts';
import type { FeedSummary, IssueSummary, QualityReport } from './quality-report.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes a text safe as content and as a quoted attribute of HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Numbers as the report's language writes them. */
type Write = (value: number) => string;

function bar({ rows }: QualityReport, write: Write): string {
  const parts = [
    ['kept', 'products', rows.kept],
    ['merged', 'merged into them', rows.merged],
    ['rejected', 'rejected', rows.rejected],
  ] as const;
  const pieces = parts
    .filter(([, , count]) => count > 0)
    .map(([name, , count]) => `<i class="${name}" style="flex:${count}"></i>`);
  const legend = parts.map(
    ([name, label, count]) => `<li><i class="${name}"></i><b>${write(count)}</b> ${label}</li>`,
  );
  return `<div class="bar" aria-hidden="true">${pieces.join('')}</div><ul class="legend">${legend.join('')}</ul>`;
}

function facts({ products, rows }: QualityReport, write: Write): string {
  const share = (count: number) => (rows.kept === 0 ? 0 : Math.round((100 * count) / rows.kept));
  const list: [string, number][] = [
    ['in stock', products.inStock],
    ['priced', products.withPrice],
    ['reduced', products.withDiscount],
    ['category', products.withCategory],
    ['brand', products.withBrand],
    ['picture', products.withPicture],
    ['rating', products.withRating],
    ['date', products.withDate],
  ];
  const items = list.map(
    ([label, count]) =>
      `<li><b>${share(count)} %</b><span>${label}</span><small>${write(count)}</small></li>`,
  );
  return `<ul class="facts">${items.join('')}</ul>`;
}

function merges(report: QualityReport, write: Write): string {
  const rules = Object.entries(report.mergedBy).filter(([, count]) => count > 0);
  if (rules.length === 0) return '';
  const items = rules.map(
    ([rule, count]) => `<li><b>${write(count)}</b> ${MERGE_RULES[rule as MergeRule]}</li>`,
  );
  const width = digits(
    rules.map(([, count]) => count),
    write,
  );
  return `<h2>Merged</h2><ul class="plain" ${width}>${items.join('')}</ul>`;
}

/** A number is a line; of a JSON document, a row. A page says itself what it is. */
function placeCell(feed: string, place: string): string {
  const kind = /^[\d.]+$/.test(place) ? ' line' : '';
  return `<td class="place${kind}"><span title="${escapeHtml(feed)}">${escapeHtml(place)}</span></td>`;
}

/** Width of the longest of numbers, so that what follows them lines up. */
const digits = (counts: readonly number[], write: Write): string =>
  `style="--digits:${Math.max(0, ...counts.map((count) => write(count).length))}ch"`;

const SIGNS = { error: 'rejected', warning: 'look at', info: 'mended' } as const;

function issue({ code, severity, title, count, examples }: IssueSummary, write: Write): string {
  // Categories and columns stand on no line.
  const isPlaced = examples.some(({ place }) => place !== '');
  const rows = examples.map(
    ({ feed, place, id, title, detail }) => `<tr>
      ${isPlaced ? placeCell(feed, place) : ''}
      <td class="what"><bdi>${escapeHtml(title || id || '–')}</bdi>${id === '' || title === '' ? '' : `<small>${escapeHtml(id)}</small>`}</td>
      <td class="detail"><bdi>${detail === '' ? '(empty)' : escapeHtml(detail)}</bdi></td></tr>`,
  );
  const more =
    count > examples.length ? `<p class="more">and ${write(count - examples.length)} more</p>` : '';
  return `<details class="${severity}"${severity === 'error' ? ' open' : ''}>
    <summary><b>${write(count)}</b><span>${escapeHtml(title)}</span><em>${SIGNS[severity]}</em></summary>
    <table><thead><tr>${isPlaced ? '<th>Line</th><th>Product</th>' : '<th>What</th>'}<th>Found</th></tr></thead><tbody>${rows.join('')}</tbody></table>
    ${more}<p class="code">${code}</p></details>`;
}

function issueList({ issues }: QualityReport, write: Write): string {
  if (issues.length === 0) return '<p>None: every row is sound.</p>';
  const width = digits(
    issues.map(({ count }) => count),
    write,
  );
  return `<div ${width}>${issues.map((each) => issue(each, write)).join('')}</div>`;
}

function feed({ name, format, detail, rows, columns, unused }: FeedSummary, write: Write): string {
  const pairs = Object.entries(columns).map(
    ([field, column]) =>
      `<li><span>${escapeHtml(field)}</span><code>${escapeHtml(column)}</code></li>`,
  );
  const left = unused.map((column) => `<code>${escapeHtml(column)}</code>`).join(' ');
  const kind = [format, detail].filter(Boolean).join(', ');
  return `<section class="feed"><h3><bdi>${escapeHtml(name)}</bdi></h3>
    <p>${write(rows)} rows · ${escapeHtml(kind)}</p><ul class="columns">${pairs.join('')}</ul>
    ${left === '' ? '' : `<p class="unused">Not used: ${left}</p>`}</section>`;
}

function categories(report: QualityReport, write: Write): string {
  if (report.categories.length === 0) return '';
  const most = Math.max(...report.categories.map(({ products }) => products));
  const rows = report.categories.map(
    ({ path, products, inStock }) => `<tr><td><bdi>${escapeHtml(path)}</bdi></td>
      <td class="number">${write(products)}</td><td class="meter"><i style="width:${((100 * products) / most).toFixed(1)}%"></i></td>
      <td class="number">${products === inStock ? '' : `${write(inStock)} in stock`}</td></tr>`,
  );
  const { length } = report.categories;
  const some = length < report.categoryCount ? `, the ${length} largest` : '';
  const title = `<h2>Categories <small>${write(report.categoryCount)}${some}</small></h2>`;
  return `${title}<table class="categories"><tbody>${rows.join('')}</tbody></table>`;
}

/**
 * The report as a page of its own: no scripts, nothing fetched, every text from the feed escaped.
 *
 * @param locale BCP 47 language for numbers
 */
export function reportPage(report: QualityReport, locale: string): string {
  const format = new Intl.NumberFormat(locale);
  const write: Write = (value) => format.format(value);
  const issues = issueList(report, write);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark"><title>Feed quality – Sotto</title>
<style>${REPORT_STYLE}</style></head><body><main>
<header><p class="brand">sotto</p><h1>Feed quality</h1>
<p class="lead"><b>${write(report.rows.read)}</b> rows became <b>${write(report.rows.kept)}</b> products${report.currency === 'XXX' ? '' : `, priced in ${escapeHtml(report.currency)}`}.</p></header>
${bar(report, write)}${facts(report, write)}
<h2>Issues <small>${report.issues.length}</small></h2>
${issues}
${merges(report, write)}
${categories(report, write)}
<h2>Feeds <small>${report.feeds.length}</small></h2>${report.feeds.map((each) => feed(each, write)).join('')}
<footer>Rejected rows stand in rejects.jsonl, everything here in quality.json. This folder is not for publishing.</footer>
</main></body></html>
`;
}
