"""Two parts: products become vectors when a shop is packed; a causal transformer turns a history of them into a query."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .features import SALES

LONGEST = 20  # events
HIDDEN = -1e4  # added to what a place may not look at


@dataclass(frozen=True)
class Shape:
    """`wide` and `vector` are of products, `inner` is the width of the feed-forward part of a layer."""

    texts: int = 384
    wide: int = 384
    vector: int = 64
    width: int = 128
    heads: int = 4
    layers: int = 2
    inner: int = 256


class ItemEncoder(nn.Module):
    """Features of products to unit vectors, among which a query finds what comes next."""

    def __init__(self, shape: Shape, drop: float) -> None:
        super().__init__()
        self.straight = nn.Linear(shape.texts, shape.vector, bias=False)
        self.widen = nn.Linear(shape.texts, shape.wide)
        self.widen_sales = nn.Linear(SALES, shape.wide, bias=False)
        self.straight_sales = nn.Linear(SALES, shape.vector, bias=False)
        self.narrow = nn.Linear(shape.wide, shape.vector)
        self.drop = nn.Dropout(drop)

    def forward(self, texts: Tensor, sales: Tensor) -> Tensor:
        texts, sales = self.drop(texts), self.drop(sales)
        wide = torch.relu(self.widen(texts) + self.widen_sales(sales))
        return F.normalize(self.straight(texts) + self.straight_sales(sales) + self.narrow(self.drop(wide)), dim=-1)


class Layer(nn.Module):
    """Attention with a learnt bias for each distance, then a feed-forward part; both on normalised input."""

    def __init__(self, shape: Shape, drop: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.before = nn.LayerNorm(shape.width)
        self.project = nn.Linear(shape.width, 3 * shape.width)
        self.join = nn.Linear(shape.width, shape.width)
        self.between = nn.LayerNorm(shape.width)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.distance = nn.Parameter(torch.zeros(shape.heads, LONGEST))
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor) -> Tensor:
        rows, length, width = x.shape
        parts = self.project(self.before(x)).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        query, key, value = parts
        logits = query @ key.transpose(2, 3) / math.sqrt(width // self.heads)
        looked = torch.softmax(logits + spread(self.distance, length), -1) @ value
        x = x + self.drop(self.join(looked.transpose(1, 2).reshape(rows, length, width)))
        return x + self.drop(self.narrow(torch.relu(self.widen(self.between(x)))))


def spread(distance: Tensor, length: int) -> Tensor:
    """[.., length, length] of values by distance; what comes later is hidden."""
    places = torch.arange(length)
    apart = places[:, None] - places[None, :]
    return torch.where(apart >= 0, distance[..., apart.clamp(min=0)], HIDDEN)


class SequenceEncoder(nn.Module):
    """Begins as the decayed mean of the history and learns what is to be added."""

    def __init__(self, shape: Shape, drop: float = 0.3, drop_items: float = 0.2) -> None:
        super().__init__()
        self.shape = shape
        self.items = ItemEncoder(shape, drop_items)
        self.enter = nn.Linear(shape.vector, shape.width)
        self.layers = nn.ModuleList(Layer(shape, drop) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)
        self.leave = nn.Linear(shape.width, shape.vector)
        nn.init.normal_(self.leave.weight, std=0.02)
        self.decay = nn.Parameter(-torch.log(1 + torch.arange(LONGEST).float()))
        self.share = nn.Parameter(torch.tensor(1.0))  # of the mean
        self.heat = nn.Parameter(torch.tensor(2.3))  # logarithm of what cosines are multiplied by
        self.drop = nn.Dropout(drop)

    def forward(self, vectors: Tensor) -> Tensor:
        """Unit vectors [rows, length, numbers], each from what was up to its place."""
        length = vectors.shape[1]
        mean = torch.softmax(spread(self.decay, length), -1) @ vectors
        x = self.drop(self.enter(vectors * math.sqrt(vectors.shape[2])))
        for layer in self.layers:
            x = layer(x)
        return F.normalize(self.share * mean + self.leave(self.last(x)), dim=-1)
