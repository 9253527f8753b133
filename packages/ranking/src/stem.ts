/**
 * Cuts the plural of an English word: `batteries` → `battery`, `brushes` → `brush`, `cats` → `cat`.
 * Words with other letters than a to z, and words of up to three letters, stay as they are.
 *
 * Source: the S stemmer of Harman, "How effective is suffixing?" (1991), with its third rule for
 * `es` after a sibilant.
 */
export function stem(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || !/^[a-z]+$/.test(word)) return word;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && !/[ae]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:sh|ch|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
