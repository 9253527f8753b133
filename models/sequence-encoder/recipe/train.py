"""Next product by a softmax over products of the same shop; shops take turns."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from .data import Shop
from .features import Features
from .model import HIDDEN, LONGEST, SequenceEncoder, Shape

FOLDS = 5
Numbers = NDArray[np.int64]
Part = tuple[list[int], int]  # a sequence, and the place of the first product in it that is to be found


@dataclass(frozen=True)
class Settings:
    """Chosen on validation items."""

    epochs: int = 12
    batch: int = 800  # products to be found
    rounds: int = 2  # how often a sequence is cut
    rate: float = 1.8e-3
    negatives: int = 1_500
    bare: float = 0.1  # share of batches that know no orders
    decay: float = 0.02
    seed: int = 1
    shape: Shape = field(default_factory=Shape)


@dataclass(frozen=True)
class Fold:
    """`features` are made of the orders of all shoppers, but not of what `parts` has from its cuts on."""

    features: Features
    parts: list[Part]


class Sampler:
    """Batches of a shop's training sequences, at most `most` in an epoch.

    Each sequence is cut at random. Its beginning is among the orders that features are made of, as is the history
    of a shopper who comes back; what follows is to be found and is not among them.
    """

    def __init__(self, shop: Shop, most: int, settings: Settings) -> None:
        self.shop, self.size, self.most, self.settings = shop, len(shop.vectors), most, settings
        rng = np.random.default_rng(settings.seed)
        sequences = shop.known
        self.folds = []
        for _ in range(settings.rounds):
            fold = rng.permutation(len(sequences)) % FOLDS
            self.folds += [self._fold(sequences, set(np.flatnonzero(fold == each)), rng) for each in range(FOLDS)]

    def _fold(self, sequences: list[list[int]], own: set[int], rng: np.random.Generator) -> Fold:
        cuts = {at: int(rng.integers(1, len(sequences[at]))) for at in sorted(own) if len(sequences[at]) > 1}
        orders = [items[: cuts.get(at)] for at, items in enumerate(sequences)]
        return Fold(Features.of(self.shop, orders), [(sequences[at], cut) for at, cut in cuts.items()])

    def batches(self, rng: np.random.Generator) -> list[tuple[Fold, list[Part]]]:
        """Parts of one fold and of like length."""
        found = []
        for fold in self.folds:
            parts = [self._newest(part, rng) for part in fold.parts]
            order = np.argsort([len(items) + rng.random() for items, _ in parts])
            learnt = np.cumsum([len(parts[at][0]) - parts[at][1] for at in order]) + rng.integers(self.settings.batch)
            starts = np.flatnonzero(np.diff(learnt // self.settings.batch)) + 1
            found += [(fold, [parts[at] for at in each]) for each in np.split(order, starts)]
        rng.shuffle(found)
        return found[: self.most]

    def _newest(self, part: Part, rng: np.random.Generator) -> Part:
        """What the encoder looks at; shuffled before and after the cut where order says nothing."""
        items, cut = part
        if not self.shop.ordered:
            items = [*rng.permutation(items[:cut]).tolist(), *rng.permutation(items[cut:]).tolist()]
        skipped = max(0, len(items) - LONGEST - 1)
        return items[skipped:], max(1, cut - skipped)


def train(shops: list[tuple[Shop, int]], settings: Settings, checkpoint: Path) -> SequenceEncoder:
    """The encoder trained on `shops`, each with its most batches in an epoch. Goes on from `checkpoint` if there is one."""
    torch.manual_seed(settings.seed)
    model = SequenceEncoder(settings.shape)
    optimizer = torch.optim.AdamW(model.parameters(), settings.rate, weight_decay=settings.decay)
    first = _resume(checkpoint, model, optimizer)
    samplers = [Sampler(shop, most, settings) for shop, most in shops] if first < settings.epochs else []
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


def _loss(model: SequenceEncoder, sampler: Sampler, fold: Fold, parts: list[Part], rng: np.random.Generator) -> Tensor:
    rows = padded([items for items, _ in parts], sampler.size)
    seen, wanted = rows[:, :-1], rows[:, 1:]
    cuts = np.array([cut for _, cut in parts])
    found = (wanted < sampler.size) & (np.arange(1, rows.shape[1]) >= cuts[:, None])
    drawn = rng.integers(0, sampler.size, sampler.settings.negatives)
    used = np.unique(np.concatenate([rows[rows < sampler.size], drawn]))
    texts, sales = torch.from_numpy(fold.features.texts[used]), torch.from_numpy(fold.features.sales[used])
    if rng.random() < sampler.settings.bare:
        texts[:, len(texts[0]) // 4 :] = 0
        sales[:] = 0
    vectors = model.items(texts, sales)
    place = np.full(sampler.size + 1, len(used))
    place[used] = np.arange(len(used))
    history = torch.cat([vectors, torch.zeros(1, vectors.shape[1])])[torch.from_numpy(place[seen])]
    queries = model(history)[torch.from_numpy(found)]
    logits = queries @ vectors.T * model.heat.exp() + _had(place[seen], found, len(used))
    targets = torch.from_numpy(place[wanted[found]])
    new = logits.gather(1, targets[:, None])[:, 0] > HIDDEN / 2
    return torch.nn.functional.cross_entropy(logits[new], targets[new])


def _had(seen: Numbers, found: NDArray[np.bool_], candidates: int) -> Tensor:
    """[products to be found, candidates]: hides what was had before, as lists leave it out."""
    row, column = np.nonzero(found)
    later = np.arange(seen.shape[1]) > column[:, None]
    places = np.where(later, candidates, seen[row])
    return torch.zeros(len(row), candidates + 1).scatter_(1, torch.from_numpy(places), HIDDEN)[:, :-1]


def padded(sequences: list[list[int]], nothing: int) -> Numbers:
    """[sequences, longest of them], filled up with `nothing`."""
    rows = np.full((len(sequences), max(map(len, sequences))), nothing)
    for row, items in enumerate(sequences):
        rows[row, : len(items)] = items
    return rows
