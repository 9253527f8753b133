"""What is known of a product when a shop is packed: its text, and the texts of what its orders lead to and from."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import scipy.sparse as sp

from .data import Floats, Shop
from .links import neighbours

SALES = 2


@dataclass(frozen=True)
class Features:
    """`texts` [products, 4 · dimensions]: own, what comes after, what comes before, two steps away. `sales` [products, 2]."""

    texts: Floats
    sales: Floats

    @classmethod
    def bare(cls, vectors: Floats) -> Self:
        """Of a shop without orders: all but the own text is 0."""
        nothing = np.zeros((len(vectors), 3 * vectors.shape[1]), np.float32)
        return cls(np.concatenate([vectors, nothing], 1), np.zeros((len(vectors), SALES), np.float32))

    @classmethod
    def of(cls, shop: Shop, sequences: list[list[int]]) -> Self:
        """Of a shop with `sequences` as its orders."""
        size = len(shop.vectors)
        links = neighbours(sequences, size)
        onward, back = _shares(links), _shares(links.T.tocsr())
        after, before = onward @ shop.vectors, back @ shop.vectors
        further = onward @ after + back @ before
        texts = np.concatenate([shop.vectors, _unit(after), _unit(before), _unit(further)], 1)
        count = np.bincount(np.concatenate([*sequences, []]).astype(int), minlength=size)
        sales = np.stack([np.log1p(count) / 5, np.minimum(1, count / 5)], 1)
        return cls(texts.astype(np.float32), sales.astype(np.float32))


def _shares(links: sp.csr_matrix) -> sp.csr_matrix:
    """Each row adds up to 1, or to 0 where it is empty."""
    return sp.diags(1 / np.maximum(np.asarray(links.sum(1)).ravel(), 1e-9)) @ links


def _unit(vectors: Floats) -> Floats:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
