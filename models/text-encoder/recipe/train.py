"""Trains the table on three things at once: the teacher, titles bought together, and Chinese reviews."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F
from tqdm import tqdm

from .corpora import Pairs
from .model import Floats, TextEncoder, Texts


@dataclass(frozen=True)
class Settings:
    """Chosen on validation items of Games, on search relevance, and on kinds of fashion articles."""

    steps: int = 4_500
    batch: int = 512
    rate: float = 2e-3
    temperature: float = 0.07
    word_dropout: float = 0.2
    together: float = 0.1  # weight of titles bought together against the teacher's 1
    chinese: float = 0.5
    seed: int = 1


@dataclass(frozen=True)
class Together:
    """Titles of a shop as rows, and pairs of them that were bought by one shopper."""

    texts: Texts
    pairs: Pairs
    log_uses: Floats  # of each title as the second of a pair


@dataclass(frozen=True)
class Lessons:
    """All that is learnt from."""

    taught: Texts
    targets: Floats  # the teacher's vectors of `taught`, in the dimensions of the table
    shops: list[Together]
    reviews: Texts  # Chinese


def train(table: Floats, lessons: Lessons, settings: Settings, checkpoint: Path) -> Floats:
    """The trained table. Goes on from `checkpoint` where there is one."""
    torch.manual_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    model = TextEncoder(table)
    optimizer = torch.optim.Adam(model.parameters(), lr=settings.rate, fused=True)
    first = _resume(checkpoint, model, optimizer)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, settings.rate, settings.steps + 1, last_epoch=-1
    )
    for _ in range(first):
        schedule.step()
    for step in tqdm(range(first, settings.steps), desc="training", initial=first, total=settings.steps):
        loss = _loss(model, lessons, settings, rng)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 1000 == 999:
            torch.save((step + 1, model.state_dict(), optimizer.state_dict()), checkpoint)
    return model.table.detach().numpy()


def _resume(checkpoint: Path, model: TextEncoder, optimizer: torch.optim.Optimizer) -> int:
    if not checkpoint.exists():
        return 0
    step, weights, state = torch.load(checkpoint)
    model.load_state_dict(weights)
    optimizer.load_state_dict(state)
    return step


def _loss(
    model: TextEncoder, lessons: Lessons, settings: Settings, rng: np.random.Generator
) -> Tensor:
    chosen = rng.integers(0, len(lessons.taught), settings.batch)
    targets = torch.from_numpy(lessons.targets[chosen])
    loss = _distance(_encode(model, lessons.taught, chosen, settings, rng), targets)
    for shop in lessons.shops:
        loss = loss + settings.together / len(lessons.shops) * _together(model, shop, settings, rng)
    if len(lessons.reviews) > 0:
        loss = loss + settings.chinese * _halves(model, lessons.reviews, settings, rng)
    return loss


def _distance(vectors: Tensor, targets: Tensor) -> Tensor:
    """The teacher's vectors themselves, and how alike it finds each two texts of the batch."""
    direct = 1 - (vectors * targets).sum(1).mean()
    likeness = ((vectors @ vectors.T - targets @ targets.T) ** 2).mean()
    return direct + 10 * likeness


def _together(
    model: TextEncoder, shop: Together, settings: Settings, rng: np.random.Generator
) -> Tensor:
    pairs = shop.pairs[rng.integers(0, len(shop.pairs), settings.batch)]
    sides = [_encode(model, shop.texts, pairs[:, side], settings, rng) for side in (0, 1)]
    # Titles that are bought often are in many batches; without this they would be pushed away.
    popular = torch.tensor(shop.log_uses[pairs[:, 1]])
    logits = sides[0] @ sides[1].T / settings.temperature - popular
    return _contrast(logits, pairs[:, 1])


def _halves(
    model: TextEncoder, reviews: Texts, settings: Settings, rng: np.random.Generator
) -> Tensor:
    """Two random parts of one review belong together."""
    chosen = rng.integers(0, len(reviews), settings.batch)
    rows, used = reviews.rows[chosen], reviews.used[chosen]
    first = (rng.random(rows.shape) < 0.5).astype(np.float32)
    sides = [model(rows, used * part) for part in (first, 1 - first)]
    return _contrast(sides[0] @ sides[1].T / settings.temperature, np.arange(len(chosen)))


def _contrast(logits: Tensor, names: NDArray[np.int64]) -> Tensor:
    """InfoNCE (van den Oord et al. 2018); the same title elsewhere in the batch is no negative."""
    same = torch.tensor(names[None, :] == names[:, None]) & ~torch.eye(len(names), dtype=torch.bool)
    return F.cross_entropy(logits.masked_fill(same, -torch.inf), torch.arange(len(names)))


def _encode(
    model: TextEncoder,
    texts: Texts,
    chosen: NDArray[np.int64],
    settings: Settings,
    rng: np.random.Generator,
) -> Tensor:
    """Vectors of texts with words left out by chance: a text should be known by any part of it."""
    used = texts.used[chosen]
    kept = used * (rng.random(used.shape) >= settings.word_dropout)
    return model(texts.rows[chosen], np.where(kept.any(1, keepdims=True), kept, used))
