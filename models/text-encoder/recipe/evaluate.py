"""Measures vectors of products: lists from the catalog alone, and whether neighbours are of one kind."""

from dataclasses import dataclass

import numpy as np
import regex
import scipy.sparse as sp

from .corpora import Shop
from .model import Floats

BATCH = 512
WEIGHTS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0)  # of meaning, beside words at 1
TERMS_DECAY = 0.8  # as in the channels of the ranking package
SEMANTIC_DECAY = 0.7


@dataclass(frozen=True)
class Case:
    """What a shopper had, oldest first, and the product to be found."""

    history: list[int]
    target: int


def cases_of(shop: Shop, part: str) -> list[Case]:
    """`validation`: the last but one of each sequence; `test`: the last."""
    last = -1 if part == "test" else -2
    found = []
    for items in shop.sequences:
        if len(items) + last >= 1 and items[last] not in items[:last]:
            found.append(Case(items[:last], items[last]))
    return found


def words_matrix(titles: list[str]) -> sp.csr_matrix:
    """Unit vectors of idf of the words and pairs of words of each title."""
    names: dict[str, int] = {}
    places = [
        (row, names.setdefault(term, len(names)))
        for row, title in enumerate(titles)
        for term in set(_terms(title))
    ]
    rows, columns = np.array(places).T
    shape = (len(titles), len(names))
    matrix = sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape)
    idf = np.log((len(titles) + 1) / (np.bincount(columns) + 1)).astype(np.float32)
    matrix = matrix @ sp.diags(idf)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    return (sp.diags(1 / np.maximum(lengths, 1e-9)) @ matrix).tocsr().astype(np.float32)


def _terms(title: str) -> list[str]:
    words = [_stem(word) for word in regex.findall(r"[\p{L}\p{N}]+", title.lower())]
    return words + [f"{first} {second}" for first, second in zip(words, words[1:])]


def _stem(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


def ndcg(shop: Shop, cases: list[Case], vectors: Floats) -> dict[float, Floats]:
    """NDCG@10 of each case by the weight of meaning: all products ranked, those already had left out."""
    words = words_matrix(shop.titles)
    ties = np.random.default_rng(0).random(len(shop.titles)).astype(np.float32) * 1e-6
    found: dict[float, list[Floats]] = {weight: [] for weight in WEIGHTS}
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        by_words = (_history(batch, TERMS_DECAY, len(ties)) @ words @ words.T).toarray()
        meaning = np.maximum(_history(batch, SEMANTIC_DECAY, len(ties)) @ vectors @ vectors.T, 0)
        for weight in WEIGHTS:
            found[weight].append(_gains(by_words + weight * meaning + ties, batch))
    return {weight: np.concatenate(gains) for weight, gains in found.items()}


def _history(cases: list[Case], decay: float, products: int) -> sp.csr_matrix:
    matrix = sp.lil_matrix((len(cases), products), dtype=np.float32)
    for row, case in enumerate(cases):
        newest = list(dict.fromkeys(reversed(case.history)))[:50]
        weights = (1 + np.arange(len(newest))) ** -decay
        matrix[row, newest] = weights / weights.sum()
    return matrix.tocsr()


def _gains(scores: Floats, cases: list[Case]) -> Floats:
    for row, case in enumerate(cases):
        scores[row, case.history] = -np.inf
    targets = scores[np.arange(len(cases)), [case.target for case in cases]]
    ranks = (scores > targets[:, None]).sum(1)
    return np.where(ranks < 10, 1 / np.log2(ranks + 2), 0).astype(np.float32)


def same_kind(vectors: Floats, kinds: list[str], of: int = 3_000, seed: int = 3) -> Floats:
    """For `of` products drawn by `seed` the share of their ten nearest that are of the same kind."""
    names = np.array(kinds)
    drawn = np.random.default_rng(seed).choice(len(names), min(of, len(names)), replace=False)
    likeness = vectors[drawn] @ vectors.T
    likeness[np.arange(len(drawn)), drawn] = -np.inf
    nearest = np.argpartition(-likeness, 10, axis=1)[:, :10]
    return (names[nearest] == names[drawn][:, None]).mean(1).astype(np.float32)


