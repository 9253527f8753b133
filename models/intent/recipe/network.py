"""A bag of small networks on piecewise-linear features, trained side by side as one batched product.

Each member leaves out one fold of visits. What members say of the fold they left out chooses the epoch and
the calibration; no data beyond the training set is needed for either.
Averaging the members' logits makes one wide network with one hidden layer, which is what is exported.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .encoding import Encoding, fit_encoding

Floats = NDArray[np.float32]
Loss = Callable[[Tensor, Tensor], Tensor]  # (logits [members, rows, outputs], rows) to [members, rows]


@dataclass(frozen=True)
class Settings:
    bins: int = 8
    members: int = 10
    hidden: int = 24  # of one member
    epochs: int = 20
    batch: int = 256
    rate: float = 2e-3
    decay: float = 0.02
    dropout: float = 0.2
    folds: int = 5


@dataclass(frozen=True)
class Network:
    """encode, then x·skip + relu(x·first + first_bias)·second + bias; weights are [outputs, inputs]."""

    encoding: Encoding
    skip: Floats
    first: Floats
    first_bias: Floats
    second: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        encoded = self.encoding(x)
        hidden = np.maximum(encoded @ self.first.T + self.first_bias, 0)
        return encoded @ self.skip.T + hidden @ self.second.T + self.bias


@dataclass(frozen=True)
class Trained:
    network: Network
    out_of_fold: Floats  # logits of the training rows by members that didn't see their visit
    loss: float  # of `out_of_fold`


class _Members(torch.nn.Module):
    def __init__(self, settings: Settings, inputs: int, outputs: int) -> None:
        super().__init__()
        members, hidden = settings.members, settings.hidden
        self.first = torch.nn.Parameter(torch.randn(inputs, members, hidden) * (1.5 / inputs**0.5))
        self.first_bias = torch.nn.Parameter(torch.randn(members, hidden) * 0.1)
        self.second = torch.nn.Parameter(torch.randn(members, hidden, outputs) * (0.5 / hidden**0.5))
        self.skip = torch.nn.Parameter(torch.zeros(inputs, members, outputs))
        self.bias = torch.nn.Parameter(torch.zeros(members, 1, outputs))
        self.dropout = settings.dropout

    def forward(self, x: Tensor) -> Tensor:
        """[rows, inputs] to [members, rows, outputs]."""
        inputs, members, hidden = self.first.shape
        inner = (x @ self.first.reshape(inputs, -1)).reshape(len(x), members, hidden)
        inner = torch.relu(inner + self.first_bias)
        inner = torch.nn.functional.dropout(inner, self.dropout, self.training)
        straight = (x @ self.skip.reshape(inputs, -1)).reshape(len(x), members, -1)
        return torch.bmm(inner.transpose(0, 1), self.second) + straight.transpose(0, 1) + self.bias


@dataclass(frozen=True)
class _Lesson:
    """What stays the same over a training."""

    encoded: Tensor
    row_folds: Tensor
    leaves_out: Tensor  # the fold that each member never learns from
    loss: Loss
    batch: int


def train(
    x: Floats, folds: NDArray[np.integer], outputs: int, loss: Loss, settings: Settings, seed: int
) -> Trained:
    """`folds` says which fold (0 to settings.folds - 1) each row's visit is in."""
    torch.manual_seed(seed)
    encoding = fit_encoding(x, settings.bins)
    encoded = torch.from_numpy(encoding(x))
    model = _Members(settings, encoded.shape[1], outputs)
    leaves_out = torch.arange(settings.members) % settings.folds
    lesson = _Lesson(encoded, torch.from_numpy(np.asarray(folds)), leaves_out, loss, settings.batch)
    optimizer = torch.optim.AdamW(model.parameters(), settings.rate, weight_decay=settings.decay)
    steps = settings.epochs * -(-len(x) // settings.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.rate, steps)
    best: Trained | None = None
    for epoch in range(settings.epochs):
        _learn(model, lesson, optimizer, schedule)
        if epoch >= settings.epochs // 3:
            logits = _out_of_fold(model, lesson)
            value = float(loss(logits[None], torch.arange(len(x))).mean())
            if best is None or value < best.loss:
                best = Trained(_merge(model, encoding), logits.numpy(), value)
    assert best is not None
    return best


def _learn(
    model: _Members,
    lesson: _Lesson,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    """One epoch."""
    model.train()
    for rows in torch.randperm(len(lesson.encoded)).split(lesson.batch):
        seen = lesson.leaves_out[:, None] != lesson.row_folds[rows]
        errors = lesson.loss(model(lesson.encoded[rows]), rows) * seen
        optimizer.zero_grad()
        (errors.sum() / len(rows)).backward()
        optimizer.step()
        schedule.step()


def _out_of_fold(model: _Members, lesson: _Lesson) -> Tensor:
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(part) for part in lesson.encoded.split(4096)], 1)
        unseen = (lesson.leaves_out[:, None] == lesson.row_folds)[..., None]
        return (logits * unseen).sum(0) / unseen.sum(0)


def _merge(model: _Members, encoding: Encoding) -> Network:
    members = len(model.bias)
    inputs = model.first.shape[0]
    numbers = {name: tensor.detach().numpy().copy() for name, tensor in model.state_dict().items()}
    outputs = numbers["bias"].shape[-1]
    return Network(
        encoding,
        skip=numbers["skip"].mean(1).T.copy(),
        first=numbers["first"].reshape(inputs, -1).T.copy(),
        first_bias=numbers["first_bias"].reshape(-1),
        second=numbers["second"].reshape(-1, outputs).T / members,
        bias=numbers["bias"].mean(0)[0],
    )
