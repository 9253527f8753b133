const SPACE = /\p{White_Space}+/gu;
const NOT = / ?n ?' ?t(?![\p{L}\p{N}])/gu;
const CLITIC = / ?' ?(s|re|ve|ll|d|m)(?![\p{L}\p{N}])/gu;
const TOKEN = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+|[!?.,;:。、~()]/gu;
const HAN = /\p{Script=Han}/u;

const UTF8 = new TextEncoder();

/**
 * The different n-grams of a text: its tokens, every two neighbours, and every three of which one is a Han
 * character, the tokens of one joined by a space. A token is a Han character, a run of other letters and digits in
 * lower case, or a punctuation mark; a clitic belongs to its word ("don't" and "do n't" are `dont`). The set is empty
 * for a text without tokens. See `models/sentiment/README.md`.
 */
export function ngrams(text: string): Set<string> {
  const words = tokens(text);
  const found = new Set(words);
  for (let at = 1; at < words.length; at++) found.add(`${words[at - 1]} ${words[at]}`);
  for (let at = 2; at < words.length; at++) {
    const three = `${words[at - 2]} ${words[at - 1]} ${words[at]}`;
    if (HAN.test(three)) found.add(three);
  }
  return found;
}

function tokens(text: string): string[] {
  // One space for many changes no token, and keeps the expressions after it linear.
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/``|''/g, ' ')
    .replace(SPACE, ' ');
  return plain.replace(NOT, 'nt').replace(CLITIC, '$1').match(TOKEN) ?? [];
}

/**
 * Hash of an n-gram, 0 to 2^32 - 1: FNV-1a over its UTF-8 bytes (Fowler, Noll, Vo; draft-eastlake-fnv), then the
 * finalizer of MurmurHash3, `fmix32` (Appleby), without which neighbouring texts would share their low bits.
 */
export function hashNgram(ngram: string): number {
  let hash = 0x811c9dc5;
  for (const byte of UTF8.encode(ngram)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
