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
from .model import LONGEST, SequenceEncoder, Shape

LIKE = 1_500  # sequences before and after in order of length
Batch = tuple[NDArray[np.int64], NDArray[np.bool_]]


@dataclass(frozen=True)
class Settings:
    """Chosen on validation items."""

    steps: int = 1_500
    batch: int = 2_000  # events
    rate: float = 1.5e-3
    negatives: int = 1_500
    noise: float = 0.03  # standard deviation of what is added to each number of a vector
    forget: float = 0.1  # chance that an event of the history is left out
    decay: float = 0.02
    drop: float = 0.2
    seed: int = 1
    shape: Shape = field(default_factory=Shape)


class Sampler:
    """Windows of a shop's training sequences, and how likely a product is a candidate by chance."""

    def __init__(self, shop: Shop, settings: Settings) -> None:
        self.shop, self.settings = shop, settings
        self.sequences = sorted((items for items in shop.known if len(items) >= 2), key=len)
        uses = np.bincount(np.concatenate(self.sequences), minlength=len(shop.titles))
        self.share = uses / uses.sum()
        self.weight = float(uses.sum()) ** 0.5
        self.vectors = torch.from_numpy(shop.vectors)

    def batch(self, rng: np.random.Generator) -> Batch:
        """Numbers [rows, places] of sequences of like length, and which are there."""
        middle = int(rng.integers(0, len(self.sequences)))
        places = min(LONGEST + 1, len(self.sequences[middle]))
        near = np.arange(max(0, middle - LIKE), min(len(self.sequences), middle + LIKE))
        chosen = rng.choice(near, self.settings.batch // places)
        rows = np.zeros((len(chosen), places), np.int64)
        used = np.zeros(rows.shape, np.bool_)
        for row, at in enumerate(chosen):
            items = np.array(self.sequences[at])
            if not self.shop.ordered:
                rng.shuffle(items)
            kept = items[rng.random(len(items)) >= self.settings.forget]
            items = kept if len(kept) >= 2 else items
            start = rng.integers(0, max(1, len(items) - places + 1))
            items = items[start : start + places]
            rows[row, : len(items)], used[row, : len(items)] = items, True
        return rows, used


def train(
    shops: list[Shop],
    settings: Settings,
    checkpoint: Path,
    watch: Callable[[int, SequenceEncoder], None] | None = None,
) -> SequenceEncoder:
    """The trained encoder. Goes on from `checkpoint` where there is one."""
    torch.manual_seed(settings.seed)
    model = SequenceEncoder(shops[0].vectors.shape[1], settings.shape, settings.drop)
    optimizer = torch.optim.AdamW(model.parameters(), settings.rate, weight_decay=settings.decay)
    first = _resume(checkpoint, model, optimizer)
    samplers = [Sampler(shop, settings) for shop in shops]
    chances = np.array([sampler.weight for sampler in samplers])
    for step in tqdm(range(first, settings.steps), desc="training", initial=first, total=settings.steps):
        rng = np.random.default_rng((settings.seed, step))
        for group in optimizer.param_groups:
            group["lr"] = settings.rate * _share_of_rate(step, settings.steps)
        sampler = samplers[rng.choice(len(samplers), p=chances / chances.sum())]
        loss = _loss(model, sampler, rng)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if step % 300 == 299:
            torch.save((step + 1, model.state_dict(), optimizer.state_dict()), checkpoint)
            if watch is not None:
                watch(step + 1, model.eval())
                model.train()
    return model.eval()


def _share_of_rate(step: int, steps: int) -> float:
    """Up for 100 steps, then down along a cosine."""
    return min(1.0, (step + 1) / 100) * 0.5 * (1 + np.cos(np.pi * step / steps)) + 0.001


def _resume(checkpoint: Path, model: SequenceEncoder, optimizer: torch.optim.Optimizer) -> int:
    if not checkpoint.exists():
        return 0
    step, weights, state = torch.load(checkpoint)
    model.load_state_dict(weights)
    optimizer.load_state_dict(state)
    return step


def _loss(model: SequenceEncoder, sampler: Sampler, rng: np.random.Generator) -> Tensor:
    rows, used = sampler.batch(rng)
    vectors = sampler.vectors[torch.from_numpy(rows[:, :-1])]
    queries = model(vectors + sampler.settings.noise * torch.randn_like(vectors))
    there = used[:, 1:]
    wanted = rows[:, 1:][there]
    products = len(sampler.shop.titles)
    drawn = rng.integers(0, products, sampler.settings.negatives)
    candidates, place = np.unique(np.concatenate([wanted, drawn]), return_inverse=True)
    # Popular products are candidates more often: their logits are lowered by how likely that is (logQ).
    likely = len(wanted) * sampler.share[candidates] + len(drawn) / products
    correction = torch.from_numpy(np.log(np.minimum(likely, 1))).float()
    logits = queries[torch.from_numpy(there)] @ sampler.vectors[torch.from_numpy(candidates)].T
    logits = logits * model.heat.exp() - correction
    return torch.nn.functional.cross_entropy(logits, torch.from_numpy(place[: len(wanted)]))
