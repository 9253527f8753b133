"""Chooses the entries of the vocabulary by how often texts use them."""

from collections import Counter
from collections.abc import Iterable

from .tokenizer import HAN, LONGEST_HAN, words_of

WORDS = 30_000  # whole words
PIECES = 5_000  # ends of words, for those that are not whole in the vocabulary
HAN_CHARACTERS = 3_500
HAN_WORDS = 9_000
LEAST = 3  # uses


def choose_entries(titles: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Words of `titles` count five times: those are what the encoder is for."""
    words: Counter[str] = Counter()
    for weight, source in ((5, titles), (1, texts)):
        for text in source:
            for word in words_of(text):
                words[word] += weight
    letters = Counter({word: n for word, n in words.items() if not HAN.match(word) and len(word) <= 24})
    whole = [word for word, n in letters.most_common(WORDS) if n >= LEAST]
    alphabet = {character for word in letters for character in word if word.isascii()}
    han = _han_entries(words)
    entries = dict.fromkeys([*sorted(alphabet), *whole])
    ends = [f"##{piece}" for piece in _pieces(letters)]
    entries |= dict.fromkeys([*(f"##{character}" for character in sorted(alphabet)), *ends, *han])
    return list(entries)


def _pieces(words: Counter[str]) -> list[str]:
    """Ends and middles of words, by how many different words have them, longer ones first."""
    ends: Counter[str] = Counter()
    for word, uses in words.items():
        for start in range(2, len(word) - 1):
            for end in range(start + 2, min(len(word), start + 8) + 1):
                if end == len(word) or end - start <= 4:
                    ends[word[start:end]] += 1
    ranked = sorted(ends, key=lambda piece: -ends[piece] * (len(piece) - 1))
    return ranked[:PIECES]


def _han_entries(words: Counter[str]) -> list[str]:
    """Characters, and runs of two to four whose parts rarely stand apart."""
    runs: Counter[str] = Counter()
    for word, uses in words.items():
        if HAN.match(word):
            for length in range(1, LONGEST_HAN + 1):
                for start in range(len(word) - length + 1):
                    runs[word[start : start + length]] += uses
    characters = [run for run, n in runs.most_common() if len(run) == 1 and n >= LEAST]
    cohesive = {
        run: uses * _cohesion(run, uses, runs)
        for run, uses in runs.items()
        if len(run) > 1 and uses >= 20
    }
    compounds = sorted(cohesive, key=lambda run: -cohesive[run])
    return characters[:HAN_CHARACTERS] + compounds[:HAN_WORDS]


def _cohesion(run: str, uses: int, runs: Counter[str]) -> float:
    """Share of the rarer side's uses that are in this run, for the worst place to cut it."""
    return min(uses / min(runs[run[:cut]], runs[run[cut:]]) for cut in range(1, len(run)))
