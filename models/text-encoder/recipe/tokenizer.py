"""Texts to rows of the table. The TypeScript class `SubwordTokenizer` does the very same."""

import unicodedata

import regex

# A run of Han characters, a run of other letters with their marks, or a run of digits.
WORDS = regex.compile(r"\p{Script=Han}+|[\p{L}\p{M}--\p{Script=Han}]+|\p{N}+", regex.V1)
HAN = regex.compile(r"\p{Script=Han}")
LONGEST_WORD = 32  # code points; what is longer is cut off
LONGEST_HAN = 4
FALLBACK_ROWS = 256  # the first rows: characters that no entry has, by code point


def words_of(text: str) -> list[str]:
    """Normal form NFKC, lower case, then runs of letters or digits."""
    return WORDS.findall(unicodedata.normalize("NFKC", text).lower())


class Tokenizer:
    """Entries are whole words, `##` and the rest of a word, or up to four Han characters."""

    def __init__(self, entries: list[str]) -> None:
        self.entries = entries
        self._rows = {entry: FALLBACK_ROWS + at for at, entry in enumerate(entries)}
        self._longest = max((len(entry) for entry in entries), default=1)

    def __len__(self) -> int:
        return FALLBACK_ROWS + len(self.entries)

    def encode(self, text: str) -> list[int]:
        """Rows of the pieces, longest first from the left."""
        rows: list[int] = []
        for word in words_of(text):
            self._word(word[:LONGEST_WORD], HAN.match(word) is not None, rows)
        return rows

    def _word(self, word: str, is_han: bool, rows: list[int]) -> None:
        start = 0
        while start < len(word):
            prefix = "" if is_han or start == 0 else "##"
            longest = LONGEST_HAN if is_han else self._longest
            end = min(len(word), start + longest)
            while end > start and prefix + word[start:end] not in self._rows:
                end -= 1
            if end == start:
                rows.append(ord(word[start]) % FALLBACK_ROWS)
                end = start + 1
            else:
                rows.append(self._rows[prefix + word[start:end]])
            start = end
