/** A run of Han characters, a run of other letters with their marks, or a run of digits. */
const WORDS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+|\p{N}+/gu;
const HAN = /^\p{Script=Han}/u;

/** Code points of a word that are read; what is longer is cut off. */
const LONGEST_WORD = 32;
/** Most Han characters of one entry. */
const LONGEST_HAN = 4;
/** The first rows stand for characters that no entry has, by their code point. */
const FALLBACK_ROWS = 256;

/**
 * Cuts a text into pieces of a vocabulary, the longest first, from the left of each word (Wu et al. 2016,
 * "WordPiece"). Entries are words, `##` and the rest of a word, or up to four Han characters. No text is
 * unknown: a character without an entry has a row by its code point.
 */
export class SubwordTokenizer {
  readonly #rows: ReadonlyMap<string, number>;
  readonly #longest: number;

  /** @param vocabulary one entry a line */
  constructor(vocabulary: string) {
    const entries = vocabulary.split('\n').filter(Boolean);
    this.#rows = new Map(entries.map((entry, at) => [entry, FALLBACK_ROWS + at]));
    this.#longest = entries.reduce((most, entry) => Math.max(most, entry.length), 1);
  }

  /** Rows of the model's table. Empty for a text without letters and digits. */
  encode(text: string): Int32Array {
    const rows: number[] = [];
    for (const word of text.normalize('NFKC').toLowerCase().match(WORDS) ?? [])
      this.#encodeWord(word, rows);
    return Int32Array.from(rows);
  }

  #encodeWord(word: string, rows: number[]): void {
    const starts = codePoints(word);
    const length = starts.length - 1;
    const isHan = HAN.test(word);
    const longest = isHan ? LONGEST_HAN : this.#longest;
    let start = 0;
    while (start < length) {
      const prefix = isHan || start === 0 ? '' : '##';
      let end = Math.min(length, start + longest);
      let row: number | undefined;
      for (; end > start; end--) {
        row = this.#rows.get(prefix + word.slice(starts[start], starts[end]));
        if (row !== undefined) break;
      }
      rows.push(row ?? (word.codePointAt(starts[start] ?? 0) ?? 0) % FALLBACK_ROWS);
      start = Math.max(end, start + 1);
    }
  }
}

/** Where the first code points of a word start, and where the last of them ends. */
function codePoints(word: string): number[] {
  const starts = [0];
  let at = 0;
  while (at < word.length && starts.length <= LONGEST_WORD) {
    at += (word.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    starts.push(at);
  }
  return starts;
}
