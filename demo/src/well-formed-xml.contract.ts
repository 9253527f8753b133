import { expect } from 'vitest';

const TAG = /<\?[^>]*\?>|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|</g;

/** Fails unless tags are closed in order, attributes are quoted, and every ampersand begins an entity. */
export function expectWellFormedXml(xml: string): void {
  const open: string[] = [];
  for (const [text, closing, name, , empty] of xml.matchAll(TAG)) {
    if (text.startsWith('<?')) continue;
    expect(name, `a stray < in ${xml.slice(0, 80)}`).toBeDefined();
    if (closing === '/') expect(open.pop()).toBe(name);
    else if (empty !== '/') open.push(name ?? '');
  }
  expect(open).toEqual([]);
  expect(xml.match(/&(?!(?:amp|lt|gt|quot|#\d+);)/)).toBeNull();
}
