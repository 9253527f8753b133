const OUT =
  /out.?of.?stock|sold.?out|discontinued|unavailable|not available|nicht|ausverkauft|vergriffen|rupture|[ée]puis|indisponib|agotado|sin existencias|esaurito|non disponib|uitverkocht|niet|niedost[eę]p|brak|esgotado|缺货|无货|售罄|下架|在庫なし|品切|売切/i;
const OUT_WORDS: ReadonlySet<string> = new Set([
  'false',
  'no',
  'n',
  'nein',
  'non',
  'off',
  'none',
  '否',
  '无',
]);

/**
 * Whether an availability text says that a product can be ordered now; a number is a count of pieces.
 * What says nothing counts as available; so do pre-order and back-order, which can be ordered.
 */
export function parseAvailability(text: string): boolean {
  const value = text.trim().replace(/^https?:\/\/schema\.org\//i, '');
  if (/^-?\d+(?:[.,]\d+)?$/.test(value)) return Number(value.replace(',', '.')) > 0;
  return !OUT.test(value) && !OUT_WORDS.has(value.toLowerCase());
}
