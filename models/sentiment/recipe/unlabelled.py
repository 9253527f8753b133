"""Sentences of reviews without labels, which the teacher labels."""

import random
from pathlib import Path

import numpy as np
import regex

from . import corpus, reviews
from .corpus import Corpus
from .mapping import ASPECTS
from .reviews import SEED
from .sentences import Sentence
from .text import key

#: Where reviews of a group speak of what the sentences of a set speak of.
LIKE = {
    "books": "MEMD Books", "apparel": "MEMD Clothing", "clothing": "MEMD Clothing", "electronics": "MEMD Laptop",
    "software": "MEMD Laptop", "camera_photo": "MEMD Laptop",
}  # fmt: skip
SENTENCE = regex.compile(r"[^.!?]+[.!?]*")
WORDS = range(3, 31)
MOST = 5_000  # of each set


def load(data: Path, known: Corpus, spoken: list[Sentence]) -> list[Sentence]:
    """None of a review or sentence that is kept for validation or test, none that is labelled."""
    seen = corpus.keys([*known.domains, *known.shop, *known.clothing, *known.amazon])
    rows = [*reviews.unlabelled(data, seen), *corpus.only(known.domains, "train")]
    labelled = {key(row.text) for row in spoken}
    found: dict[str, tuple[str, str]] = {}
    for row in [*rows, *corpus.only(known.clothing, "train")]:
        if row.group in LIKE:
            for text in map(str.strip, SENTENCE.findall(row.text)):
                if len(text.split()) in WORDS and key(text) not in labelled:
                    found[key(text)] = (LIKE[row.group], text)
    shuffled = sorted(found.values())
    random.Random(SEED).shuffle(shuffled)
    kept = [pair for source in sorted(set(LIKE.values())) for pair in [p for p in shuffled if p[0] == source][:MOST]]
    zeros, unknown = np.zeros(len(ASPECTS), np.float32), np.full(len(ASPECTS), np.nan, np.float32)
    return [Sentence(source, text, zeros, unknown, "train") for source, text in kept]
