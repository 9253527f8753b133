"""Puts together what the encoder learns from."""

import itertools
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .corpora import Corpora, Shop, pairs_of
from .model import Floats, Texts
from .teacher import Teacher
from .tokenizer import FALLBACK_ROWS, HAN, Tokenizer
from .train import Lessons, Together
from .vocabulary import choose_entries

SENTENCES = 40_000  # of reviews, for words that titles rarely have
RARE = 1e-3  # share of all pieces from which on a piece says less (Arora et al. 2017, "SIF")
WHITENING = 0.35  # 0: as the teacher has them; 1: every direction counts alike
WINDOW = 3  # places between two titles that belong together


@dataclass(frozen=True)
class Start:
    """Everything that training begins with."""

    tokenizer: Tokenizer
    table: Floats
    lessons: Lessons


def unit(vectors: Floats) -> Floats:
    """Each row at length 1."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)


def prepare(corpora: Corpora, cache: Path, dimensions: int, seed: int) -> Start:
    """Reads all texts, asks the teacher for their vectors, and makes the first table."""
    shops = [corpora.shop("games"), corpora.shop("sports"), corpora.baskets()]
    titles = [title for shop in shops for title in shop.titles]
    titles += corpora.merchandise() + corpora.feed("fashion")[0]
    searches = corpora.search()
    titles += sorted({title for _, title, _ in searches} | {query for query, _, _ in searches})
    sentences = corpora.english_reviews()
    chinese, _ = corpora.chinese_reviews()
    tokenizer = Tokenizer(choose_entries(titles, itertools.chain(sentences, chinese)))
    chosen = np.random.default_rng(seed).choice(len(sentences), SENTENCES, replace=False)
    sentences = [sentences[at] for at in chosen]
    teacher = Teacher(cache)
    taught = np.concatenate(
        [teacher.vectors("titles", titles), teacher.vectors("sentences", sentences)]
    )
    entries = teacher.vectors("entries", [e.removeprefix("##") for e in tokenizer.entries])
    centre, turn = _space(taught, dimensions)
    rows = [tokenizer.encode(text) for text in titles + sentences]
    # A word that no title has still means what the teacher says it does.
    targets = unit(unit(np.concatenate([taught, entries]) - centre) @ turn)
    alone = [[FALLBACK_ROWS + at] for at in range(len(tokenizer.entries))]
    lessons = Lessons(
        Texts(rows + alone, 32),
        targets,
        [_together(shop, tokenizer) for shop in shops],
        Texts([tokenizer.encode(text[:200]) for text in chinese], 64),
    )
    table = _first_table(targets[len(rows) :], rows, tokenizer, seed)
    return Start(tokenizer, table, lessons)


def _space(vectors: Floats, dimensions: int) -> tuple[Floats, Floats]:
    """The middle of the teacher's vectors, and what turns them into fewer dimensions, the widest first."""
    centre = vectors.mean(0)
    centred = unit(vectors - centre)
    axes, widths, _ = np.linalg.svd(centred.T @ centred / len(centred))
    return centre, axes[:, :dimensions] * widths[:dimensions] ** (-WHITENING / 2)


def _first_table(entries: Floats, rows: list[list[int]], tokenizer: Tokenizer, seed: int) -> Floats:
    """The teacher's vector of each entry alone; short where it is frequent, a part of a word, or Han."""
    rng = np.random.default_rng(seed)
    fallback = rng.normal(0, 0.1, (FALLBACK_ROWS, entries.shape[1]))
    table = np.concatenate([fallback, entries]).astype(np.float32)
    uses = np.bincount([row for text in rows for row in text], minlength=len(tokenizer))
    table *= (RARE / (RARE + uses / uses.sum()))[:, None].astype(np.float32)
    guesses = [entry.startswith("##") or HAN.match(entry) is not None for entry in tokenizer.entries]
    table[[False] * FALLBACK_ROWS + guesses] *= 0.3
    return table


def _together(shop: Shop, tokenizer: Tokenizer) -> Together:
    pairs = pairs_of(shop, WINDOW)
    uses = np.bincount(pairs[:, 1], minlength=len(shop.titles))
    texts = Texts([tokenizer.encode(title) for title in shop.titles], 24)
    return Together(texts, pairs, np.log(uses + 1).astype(np.float32))
