"""The encoder: the sum of a text's rows, made a unit vector."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

Floats = NDArray[np.float32]
Rows = Sequence[Sequence[int]]


class Texts:
    """Rows of many texts as a matrix, so that a batch is one step: `rows` and 1 or 0 for each place."""

    def __init__(self, texts: Rows, longest: int) -> None:
        self.rows = np.zeros((len(texts), longest), np.int64)
        self.used = np.zeros((len(texts), longest), np.float32)
        for at, rows in enumerate(texts):
            length = min(longest, len(rows))
            self.rows[at, :length] = rows[:length]
            self.used[at, :length] = 1

    def __len__(self) -> int:
        return len(self.rows)


class TextEncoder(nn.Module):
    """A table [rows, dimensions]; how much a piece says is the length of its row."""

    def __init__(self, table: Floats) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.tensor(table))

    def forward(self, rows: NDArray[np.int64], weights: Floats) -> Tensor:
        """Unit vectors [texts, dimensions] of rows [texts, places] with a weight for each place."""
        total = F.embedding_bag(
            torch.from_numpy(rows),
            self.table,
            mode="sum",
            per_sample_weights=torch.from_numpy(weights),
        )
        return F.normalize(total, dim=1)


def encode_all(table: Floats, texts: Rows) -> Floats:
    """Unit vectors of many texts, by numpy; a text without rows is a zero vector."""
    out = np.zeros((len(texts), table.shape[1]), np.float32)
    for at, rows in enumerate(texts):
        total = table[list(rows)].sum(0) if rows else out[at]
        out[at] = total / max(float(np.linalg.norm(total)), 1e-9)
    return out
