/** The formats that feeds come in. */
export type FeedFormat = 'xml' | 'sitemap' | 'html' | 'json' | 'json-lines' | 'delimited';

function jsonFormat(head: string): FeedFormat {
  if (head.startsWith('[')) return 'json';
  const [first = '', second] = head.split(/\r?\n/, 2);
  try {
    const value: unknown = JSON.parse(first);
    const holdsList = Object.values(value as object).some(
      (inner) => Array.isArray(inner) && typeof inner[0] === 'object',
    );
    return second?.trim() || !holdsList ? 'json-lines' : 'json';
  } catch {
    return 'json';
  }
}

/**
 * Tells a feed's format from its first characters, never from its name.
 *
 * @param head the beginning of the text, some kilobytes
 */
export function detectFormat(head: string): FeedFormat {
  const text = head.trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return jsonFormat(text);
  if (!text.startsWith('<')) return 'delimited';
  if (/^(?:<!--[\s\S]*?-->|\s)*<(?:!doctype html|html)\b/i.test(text)) return 'html';
  if (/<(?:urlset|sitemapindex)[\s>]/.test(text)) return 'sitemap';
  return 'xml';
}
