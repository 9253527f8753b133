/** HTML that may stand in a page as it is. Made by {@link markup} only. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: texts are escaped, HTML is not, lists are joined, nothing is left out. */
type Value = string | number | Html | undefined | readonly Value[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** A template of HTML: whatever is put in is escaped, unless it is {@link Html} itself. */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.map((text, i) => text + render(values[i])).join(''));
}

/** A `<script>` data block. Nothing in `data` can end the element. */
export function dataBlock(type: string, data: unknown, attribute = ''): Html {
  const json = JSON.stringify(data).replace(/</g, '\\u003c');
  return new Html(
    `<script type="${type}"${attribute === '' ? '' : ` ${attribute}`}>${json}</script>`,
  );
}
