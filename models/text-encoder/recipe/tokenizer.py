"""Text to rows of the table; the TypeScript class does exactly the same."""

from collections.abc import Mapping, Sequence

import regex

PAD = "<pad>"  # row 0, a zero vector
CONTINUED = "##"
MARKS = regex.compile("[\u0300-\u036f]")
UNSPACED = r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+"
WORD = r"(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+"
PIECES = regex.compile(rf"({UNSPACED})|({WORD})|[^\s]")


def byte_token(value: int) -> str:
    """The token of a byte of UTF-8."""
    return f"<{value:02x}>"


def normalise(text: str) -> str:
    """Compatibility forms and capitals folded, Latin accents dropped: NFKD, lower case, no U+0300..036F, NFC."""
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFC", MARKS.sub("", decomposed))


class Tokenizer:
    """Greedy longest match, with the bytes of a character that no token begins with."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._rows: Mapping[str, int] = {token: row for row, token in enumerate(tokens)}
        self._longest = max(len(token) for token in tokens)
        self._known: dict[str, tuple[int, ...]] = {}

    def encode(self, text: str) -> list[int]:
        """Rows of the table, in the order of the text."""
        rows: list[int] = []
        for match in PIECES.finditer(normalise(text)):
            piece = match.group()
            found = self._known.get(piece)
            if found is None:
                found = tuple(self._split(piece, match.group(2) is not None))
                self._known[piece] = found
            rows.extend(found)
        return rows

    def _split(self, piece: str, spaced: bool) -> list[int]:
        """In a spaced script a token that goes on within a word is another one than at its start."""
        rows: list[int] = []
        start = 0
        while start < len(piece):
            prefix = CONTINUED if spaced and start > 0 else ""
            end = self._longest_end(piece, start, prefix)
            if end == start:
                end = start + 1
                rows += [self._rows[byte_token(b)] for b in piece[start:end].encode("utf-8", "replace")]
            else:
                rows.append(self._rows[prefix + piece[start:end]])
            start = end
        return rows

    def _longest_end(self, piece: str, start: int, prefix: str) -> int:
        for end in range(min(len(piece), start + self._longest), start, -1):
            if prefix + piece[start:end] in self._rows:
                return end
        return start
