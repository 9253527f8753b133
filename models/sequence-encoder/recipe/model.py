"""The encoder: a causal transformer over vectors of products, whose answer lies among those vectors."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LONGEST = 20  # events
KINDS = 8  # 0 is an unknown kind
GAPS = 16  # 0 is an unknown gap
HIDDEN = -1e4  # added to what a place may not look at


@dataclass(frozen=True)
class Shape:
    """`inner` is the width of the feed-forward part."""

    width: int = 128
    heads: int = 4
    layers: int = 2
    inner: int = 384


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

    def __init__(self, dimensions: int, shape: Shape, drop: float = 0.2) -> None:
        super().__init__()
        self.shape = shape
        self.enter = nn.Linear(dimensions, shape.width)
        self.kinds = nn.Parameter(torch.zeros(KINDS, shape.width))
        self.gaps = nn.Parameter(torch.zeros(GAPS, shape.width))
        self.layers = nn.ModuleList(Layer(shape, drop) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)
        self.leave = nn.Linear(shape.width, dimensions, bias=False)
        self.turn = nn.Linear(dimensions, dimensions, bias=False)
        nn.init.eye_(self.turn.weight)
        nn.init.normal_(self.leave.weight, std=0.005)
        self.decay = nn.Parameter(-0.7 * torch.log(1 + torch.arange(LONGEST).float()))
        self.heat = nn.Parameter(torch.tensor(2.5))  # logarithm of what cosines are multiplied by
        self.drop = nn.Dropout(drop)

    def forward(self, vectors: Tensor) -> Tensor:
        """Unit vectors [rows, length, dimensions], each from what was up to its place."""
        length = vectors.shape[1]
        mean = torch.softmax(spread(self.decay, length), -1) @ vectors
        x = self.drop(self.enter(vectors * math.sqrt(vectors.shape[2])) + self.kinds[0] + self.gaps[0])
        for layer in self.layers:
            x = layer(x)
        return F.normalize(self.turn(mean) + self.leave(self.last(x)), dim=-1)
