const MAX_DEPTH = 6;

function put(values: Map<string, string>, name: string, text: string): void {
  if (text.trim() !== '' && !values.has(name)) values.set(name, text);
}

function flattenInto(values: Map<string, string>, name: string, value: unknown, depth: number) {
  if (depth > MAX_DEPTH) return;
  if (typeof value === 'string') put(values, name, value);
  else if (typeof value === 'number' || typeof value === 'boolean')
    put(values, name, String(value));
  else if (Array.isArray(value)) flattenList(values, name, value, depth);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      flattenInto(values, name === '' ? key : `${name}.${key}`, inner, depth + 1);
}

/** A list of texts is a path for categories, else its first entry counts, as for pictures. */
function flattenList(values: Map<string, string>, name: string, list: unknown[], depth: number) {
  const texts = list.filter((entry): entry is string => typeof entry === 'string');
  if (texts.length > 1 && /categor|breadcrumb|path/i.test(name))
    put(values, name, texts.join(' > '));
  else flattenInto(values, name, list[0], depth + 1);
}

/** The texts of a JSON object by dotted name: `{ price: { amount: 3 } }` gives `price.amount`. */
export function flatten(object: object): Map<string, string> {
  const values = new Map<string, string>();
  flattenInto(values, '', object, 0);
  return values;
}
