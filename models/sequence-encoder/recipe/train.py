"""Next product by a softmax over products of the same shop; shops take turns."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from .data import Shop
from .features import Features
from .model import LONGEST, SequenceEncoder, Shape

FOLDS = 5
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Settings:
    """Chosen on validation items."""

    epochs: int = 10
    batch: int = 300  # sequences
    most: int = 25_000  # sequences of one shop in an epoch, drawn anew in each
    rate: float = 1.8e-3
    negatives: int = 1_500
    bare: float = 0.1  # share of batches that know no orders
    decay: float = 0.02
    seed: int = 1
    shape: Shape = field(default_factory=Shape)


class Sampler:
    """Batches of a shop's training sequences.

    A sequence is learnt with features made of the other folds' sequences alone: with its own in them the
    answer would be among the features, as it never is when a shopper is new.
    """

    def __init__(self, shop: Shop, settings: Settings) -> None:
        self.size, self.settings = len(shop.vectors), settings
        sequences = shop.known
        fold = np.random.default_rng(settings.seed).integers(0, FOLDS, len(sequences))
        self.features = [
            Features.of(shop, [items for at, items in enumerate(sequences) if fold[at] != each])
            for each in range(FOLDS)
        ]
        self.folds = [
            [sequences[at][-LONGEST - 1 :] for at in np.flatnonzero(fold == each) if len(sequences[at]) >= 2]
            for each in range(FOLDS)
        ]

    def batches(self, rng: np.random.Generator) -> list[tuple[int, list[list[int]]]]:
        """Folds with some of their sequences, of like length; each sequence at most once."""
        found = []
        for fold, sequences in enumerate(self.folds):
            order = np.argsort([len(items) + rng.random() for items in sequences])
            for start in range(0, len(order), self.settings.batch):
                found.append((fold, [sequences[at] for at in order[start : start + self.settings.batch]]))
        rng.shuffle(found)
        return found[: self.settings.most // self.settings.batch]


def train(
    shops: list[Shop],
    settings: Settings,
    checkpoint: Path,
    watch: Callable[[int, SequenceEncoder], None] | None = None,
) -> SequenceEncoder:
    """The trained encoder. Goes on from `checkpoint` where there is one."""
    torch.manual_seed(settings.seed)
    model = SequenceEncoder(settings.shape)
    optimizer = torch.optim.AdamW(model.parameters(), settings.rate, weight_decay=settings.decay)
    first = _resume(checkpoint, model, optimizer)
    samplers = [Sampler(shop, settings) for shop in shops] if first < settings.epochs else []
    for epoch in range(first, settings.epochs):
        torch.manual_seed(1_000 * settings.seed + epoch)
        rng = np.random.default_rng((settings.seed, epoch))
        batches = [(sampler, *batch) for sampler in samplers for batch in sampler.batches(rng)]
        rng.shuffle(batches)
        model.train()
        for at, batch in enumerate(tqdm(batches, desc=f"epoch {epoch + 1} of {settings.epochs}")):
            for group in optimizer.param_groups:
                group["lr"] = settings.rate * _share_of_rate(epoch + at / len(batches), settings.epochs)
            loss = _loss(model, *batch, rng)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
        torch.save((epoch + 1, model.state_dict(), optimizer.state_dict()), checkpoint)
        if watch is not None:
            watch(epoch + 1, model.eval())
    return model.eval()


def _share_of_rate(passed: float, epochs: int) -> float:
    """Up for an epoch, then down along a cosine."""
    return float(min(1.0, passed + 0.05) * 0.5 * (1 + np.cos(np.pi * passed / epochs)) + 0.01)


def _resume(checkpoint: Path, model: SequenceEncoder, optimizer: torch.optim.Optimizer) -> int:
    if not checkpoint.exists():
        return 0
    epoch, weights, state = torch.load(checkpoint)
    model.load_state_dict(weights)
    optimizer.load_state_dict(state)
    return int(epoch)


def _loss(
    model: SequenceEncoder, sampler: Sampler, fold: int, sequences: list[list[int]], rng: np.random.Generator
) -> Tensor:
    rows = padded(sequences, sampler.size)
    seen, wanted = rows[:, :-1], rows[:, 1:]
    there = wanted < sampler.size
    drawn = rng.integers(0, sampler.size, sampler.settings.negatives)
    used = np.unique(np.concatenate([rows[rows < sampler.size], drawn]))
    features = sampler.features[fold]
    texts, sales = torch.from_numpy(features.texts[used]), torch.from_numpy(features.sales[used])
    if rng.random() < sampler.settings.bare:
        texts[:, len(texts[0]) // 4 :] = 0
        sales[:] = 0
    vectors = model.items(texts, sales)
    place = np.full(sampler.size + 1, len(used))
    place[used] = np.arange(len(used))
    history = torch.cat([vectors, torch.zeros(1, vectors.shape[1])])[torch.from_numpy(place[seen])]
    queries = model(history)[torch.from_numpy(there)]
    logits = queries @ vectors.T * model.heat.exp()
    return torch.nn.functional.cross_entropy(logits, torch.from_numpy(place[wanted[there]]))


def padded(sequences: list[list[int]], nothing: int) -> Numbers:
    """[sequences, longest of them], filled up with `nothing`."""
    rows = np.full((len(sequences), max(map(len, sequences))), nothing)
    for row, items in enumerate(sequences):
        rows[row, : len(items)] = items
    return rows
