"""The encoder: the sum of a text's rows, made a unit vector."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

Floats = NDArray[np.float32]
Rows = Sequence[Sequence[int]]


class TextEncoder(nn.Module):
    """A table [rows, dimensions]; how much a piece says is the length of its row."""

    def __init__(self, table: Floats) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag.from_pretrained(
            torch.tensor(table), freeze=False, mode="sum", include_last_offset=False
        )

    def forward(self, texts: Rows) -> Tensor:
        """Unit vectors [texts, dimensions]."""
        lengths = torch.tensor([0, *(len(rows) for rows in texts[:-1])])
        flat = torch.tensor([row for rows in texts for row in rows], dtype=torch.long)
        return F.normalize(self.table(flat, lengths.cumsum(0)), dim=1)


def encode_all(table: Floats, texts: Rows) -> Floats:
    """Unit vectors of many texts, by numpy; a text without rows is a zero vector."""
    out = np.zeros((len(texts), table.shape[1]), np.float32)
    for at, rows in enumerate(texts):
        total = table[list(rows)].sum(0) if rows else out[at]
        out[at] = total / max(float(np.linalg.norm(total)), 1e-9)
    return out
