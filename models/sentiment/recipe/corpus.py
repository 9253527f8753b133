"""All reviews that polarity is learnt from and measured on."""

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import reviews
from .linear import Floats, matrix
from .reviews import HELD_OUT, SEED, Part, Review
from .text import key

CLOTHING_POSITIVE = 4_000  # nearly all clothing is praised; more would teach only that


@dataclass(frozen=True)
class Corpus:
    """`domains` are FDU-MTL, `shop` the Chinese shop, `clothing` has stars, `amazon` is for training only."""

    domains: list[Review]
    shop: list[Review]
    clothing: list[Review]
    amazon: list[Review]

    def rows(self, held_out: bool, parts: tuple[Part, ...] = ("train",)) -> list[Review]:
        """What a model is fitted to; with `held_out` no text of the domains HELD_OUT."""
        among = lambda rows: [row for row in rows if row.part in parts]
        domains = [row for row in among(self.domains) if not (held_out and row.group in HELD_OUT)]
        clear = [row for row in among(self.clothing) if row.stars != 3]
        praise = random.Random(SEED).sample([row for row in clear if row.positive], CLOTHING_POSITIVE)
        return [*domains, *among(self.shop), *self.amazon, *praise, *(r for r in clear if not r.positive)]


def only(rows: list[Review], part: Part) -> list[Review]:
    return [row for row in rows if row.part == part]


def load(data: Path) -> Corpus:
    """The measured sets come first, so that what others share with them is dropped from the others."""
    seen: set[str] = set()
    domains = reviews.domains(data, seen)
    shop = reviews.shop(data, seen)
    clothing = reviews.clothing(data, seen)
    return Corpus(domains, shop, clothing, reviews.amazon(data, seen))


def arrays(rows: list[Review]):  # noqa: ANN201
    """Features, truth and groups of reviews."""
    truth: Floats = np.array([row.positive for row in rows], np.float32)
    groups: NDArray = np.array([row.group for row in rows])
    return matrix([row.text for row in rows]), truth, groups


def keys(rows: list[Review]) -> set[str]:
    return {key(row.text) for row in rows}
