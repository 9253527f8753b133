"""Fuses channels linearly; the weights are found on validation items."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from .channels import Case, Channels
from .data import Floats

Scores = Callable[[list[Case]], Floats]
Weights = Mapping[str, float]
BATCH = 400
SHORT = 100  # products of a channel that the search looks at
FACTORS = (0.0, 0.5, 0.7, 0.85, 1.2, 1.4, 2.0)
FIRST = (0.0, 0.03, 0.1, 0.3, 1.0, 3.0)  # tried for a weight that is 0


def gains(channels: Channels, parts: Mapping[str, Scores], cases: list[Case], fusions: list[Weights]) -> list[Floats]:
    """NDCG@10 of each case for each of `fusions`: all products ranked, those already had left out."""
    used = {name for weights in fusions for name, weight in weights.items() if weight > 0}
    found = []
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        scores = {name: parts[name](batch) for name in used}
        found.append([_gains(channels, scores, batch, weights) for weights in fusions])
    return [np.concatenate(each) for each in zip(*found, strict=True)]


def fit(channels: Channels, parts: Mapping[str, Scores], cases: list[Case], first: Weights, rounds: int = 3) -> dict[str, float]:
    """Coordinate search from `first`, where `terms` is 1 and stays; among the best of each channel."""
    names = list(first)
    batches = [cases[at : at + BATCH] for at in range(0, len(cases), BATCH)]
    short = np.concatenate([_shortlists(channels, [parts[name](batch) for name in names], batch) for batch in batches])

    def value(weights: Weights) -> float:
        total = short @ np.array([*(weights[name] for name in names), 1.0], np.float32)
        return float(_gain((total[:, 1:] > total[:, :1]).sum(1)).mean())

    best, most = dict(first), value(first)
    for _ in range(rounds):
        for name in [name for name in first if name != "terms"]:
            start = best[name]
            for other in [start * factor for factor in FACTORS] if start > 0 else FIRST:
                tried = {**best, name: other}
                if (reached := value(tried)) > most:
                    best, most = tried, reached
    return best


def _shortlists(channels: Channels, scores: list[Floats], cases: list[Case]) -> Floats:
    """[cases, products, channels and ties]: the target first, then the {@link SHORT} best of each channel."""
    found = np.full((len(cases), 1 + SHORT * len(scores), len(scores) + 1), -np.inf, np.float32)
    for row, case in enumerate(cases):
        own = np.stack([*(each[row] for each in scores), channels.ties], 1)
        target = own[case.target].copy()
        own[[*case.history, case.target]] = -np.inf
        places = np.unique(np.argpartition(-own[:, :-1], SHORT, axis=0)[:SHORT])
        found[row, 0] = target
        found[row, 1 : len(places) + 1] = own[places]
    return np.nan_to_num(found, neginf=-1e6)


def _gain(ranks: NDArray[np.int64]) -> Floats:
    return np.where(ranks < 10, 1 / np.log2(ranks + 2), 0).astype(np.float32)


def _gains(channels: Channels, scores: Mapping[str, Floats], cases: list[Case], weights: Weights) -> Floats:
    total = np.repeat(channels.ties[None], len(cases), 0)
    for name, weight in weights.items():
        if weight > 0:
            total += np.float32(weight) * scores[name]
    targets = total[np.arange(len(cases)), [case.target for case in cases]]
    for row, case in enumerate(cases):
        total[row, case.history] = -np.inf
    return _gain((total > targets[:, None]).sum(1))
