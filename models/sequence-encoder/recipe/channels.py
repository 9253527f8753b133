"""The other channels of the ranking package in numpy, so that the encoder is measured beside them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import regex
import scipy.sparse as sp

from .data import Floats, Shop
from .links import neighbours


@dataclass(frozen=True)
class Case:
    """What a shopper had, oldest first, and the product to be found."""

    history: list[int]
    target: int


def cases_of(shop: Shop, part: str) -> list[Case]:
    """`validation`: the last but one of each sequence; `test`: the last. What was had before is no target.

    Where a shop's order says nothing, histories are shuffled.
    """
    last = -1 if part == "test" else -2
    rng = np.random.default_rng(3)
    return [
        Case(items[:last] if shop.ordered else rng.permutation(items[:last]).tolist(), items[last])
        for items in shop.sequences
        if len(items) + last >= 1 and items[last] not in items[:last]
    ]


class Channels:
    """Scores [cases, products] of one shop; nothing is learnt from validation or test items."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.size = len(shop.titles)
        self.ties = (np.random.default_rng(0).random(self.size) * 1e-6).astype(np.float32)

    def terms(self, cases: list[Case]) -> Floats:
        return (self._history(cases, 0.8) @ self._words @ self._words.T).toarray()

    def semantic(self, cases: list[Case]) -> Floats:
        return np.maximum(self._history(cases, 0.7) @ self.shop.vectors @ self.shop.vectors.T, 0)

    def neighbours(self, cases: list[Case]) -> Floats:
        return (self._history(cases, 1.0) @ self._links).toarray()

    def category(self, cases: list[Case]) -> Floats:
        names, own = np.unique(self.shop.categories, return_inverse=True)
        history = self._history(cases, 0.5)
        groups = sp.csr_matrix((np.ones(self.size), (np.arange(self.size), own)), (self.size, len(names)))
        return np.asarray(history @ groups @ _closeness(list(names)))[:, own].astype(np.float32)

    def popularity(self, cases: list[Case]) -> Floats:
        uses = np.bincount(np.concatenate([*self.shop.known, []]).astype(int), minlength=self.size)
        scale = np.log1p(uses) / np.log1p(uses.max())
        return np.broadcast_to(scale.astype(np.float32), (len(cases), self.size))

    def _history(self, cases: list[Case], exponent: float) -> sp.csr_matrix:
        rows, columns, values = [], [], []
        for row, case in enumerate(cases):
            newest = list(dict.fromkeys(reversed(case.history)))[:50]
            weights = (1 + np.arange(len(newest))) ** -exponent
            rows += [row] * len(newest)
            columns += newest
            values += (weights / weights.sum()).tolist()
        return sp.csr_matrix((np.array(values, np.float32), (rows, columns)), (len(cases), self.size))

    @cached_property
    def _words(self) -> sp.csr_matrix:
        names: dict[str, int] = {}
        places = [
            (row, names.setdefault(term, len(names)))
            for row, title in enumerate(self.shop.titles)
            for term in set(_terms(title))
        ]
        rows, columns = np.array(places).T
        idf = np.log((self.size + 1) / (np.bincount(columns) + 1))
        matrix = sp.csr_matrix((idf[columns], (rows, columns)), (self.size, len(names)))
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
        return (sp.diags(1 / np.maximum(lengths, 1e-9)) @ matrix).tocsr().astype(np.float32)

    @cached_property
    def _links(self) -> sp.csr_matrix:
        return neighbours(self.shop.known, self.size)


def _closeness(names: list[str]) -> Floats:
    """Length of the common part of two paths over the longer path."""
    paths = [[part.strip() for part in regex.split(r">|/|\|", name) if part.strip()] for name in names]
    steps = [{tuple(path[: depth + 1]) for depth in range(len(path))} for path in paths]
    out = np.zeros((len(names), len(names)), np.float32)
    for row, own in enumerate(steps):
        for column, other in enumerate(steps):
            out[row, column] = len(own & other) / max(len(own), len(other), 1)
    return out


def _terms(title: str) -> list[str]:
    words = [_stem(word) for word in regex.findall(r"[\p{L}\p{N}]+", title.lower())]
    return words + [f"{first} {second}" for first, second in zip(words, words[1:])]


def _stem(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word
