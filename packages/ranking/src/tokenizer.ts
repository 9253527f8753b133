import { stem } from './stem.ts';

/** Runs of letters and digits; marks belong to the letter before them. */
const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;

/** Printable ASCII alone: most titles, and a much shorter way through. */
const ASCII = /^[\x20-\x7e]*$/;
const ASCII_WORDS = /[a-z0-9]+/g;

/** Words that say nothing about a product. */
const STOP_WORDS = new Set(
  'a an and are as at be by for from in is it of on or our that the their this to with your'.split(
    ' ',
  ),
);

/**
 * The words of a text, in order: lower case, accents dropped, English endings cut lightly, stop words
 * left out. Text without spaces (Chinese, Japanese, Thai) gives pairs of characters. Every text of
 * Sotto that is compared goes through this function.
 */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) {
    for (const word of lower.match(ASCII_WORDS) ?? []) addWord(tokens, word);
    return tokens;
  }
  const folded = lower.normalize('NFKD').replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '');
  for (const word of folded.normalize('NFC').match(WORDS) ?? []) addScripts(tokens, word);
  return tokens;
}

function addWord(tokens: string[], word: string): void {
  if (!STOP_WORDS.has(word)) tokens.push(stem(word));
}

function addScripts(tokens: string[], word: string): void {
  let from = 0;
  for (const match of word.matchAll(UNSPACED)) {
    if (match.index > from) addWord(tokens, word.slice(from, match.index));
    tokens.push(...characterPairs(match[0]));
    from = match.index + match[0].length;
  }
  if (from < word.length) addWord(tokens, word.slice(from));
}

function characterPairs(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, i) => `${characters[i] ?? ''}${character}`);
}
