"""The same kind of network on UCI's whole visits, beside gradient boosting, by repeated nested cross-validation."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from . import boosting, network, shoppers
from .calibration import chance, platt, rescale
from .folds import fold_of
from .nested import FOLDS, FitAndAnswer, nested
from .network import Floats, Loss, Settings

Labels = NDArray[np.int64]

CHOICES = (Settings(rate=5e-3, bins=6), Settings(rate=5e-3, dropout=0.5))
TUNING_FOLDS = 3  # of gradient boosting; the network's members leave out one fold of five each


def compare(data: Path, page_values: bool, cache: Path) -> tuple[Labels, dict[str, Floats]]:
    """Whether visits ended in a purchase, and each model's chances: [repeats, visits]."""
    x, truth = shoppers.load(data, page_values)
    name = "uci-with-page-values" if page_values else "uci-without-page-values"
    return truth, nested(name, np.arange(len(x)), _fit(x, truth), cache)


def _fit(x: Floats, truth: Labels) -> FitAndAnswer:
    def fit(train: NDArray[np.intp], test: NDArray[np.intp], seed: int) -> dict[str, Floats]:
        inner, tuning = fold_of(train, FOLDS, seed), fold_of(train, TUNING_FOLDS, seed)
        even = np.ones(len(train), np.float32)
        answers = {"network": _network(x[train], truth[train], inner, seed)(x[test])[:, 0]}
        answers["network"] = chance(answers["network"])
        for name, makers in {"histogram": boosting.HISTOGRAM, "classic": boosting.CLASSIC}.items():
            answers[name] = boosting.boost(x[train], truth[train], tuning, makers, even)(x[test])
        return answers

    return fit


def _network(x: Floats, truth: Labels, folds: NDArray[np.integer], seed: int) -> network.Network:
    loss = _loss(truth)
    tries = [network.train(x, folds, 1, loss, settings, seed) for settings in CHOICES]
    best = min(tries, key=lambda trained: trained.loss)
    scale, offset = platt(best.out_of_fold[:, 0], truth)
    return rescale(best.network, np.array([scale], np.float32), np.array([offset], np.float32))


def _loss(truth: Labels) -> Loss:
    bought = torch.tensor(truth).float()

    def measure(logits: Tensor, rows: Tensor) -> Tensor:
        goal = bought[rows].expand(len(logits), -1)
        return F.binary_cross_entropy_with_logits(logits[..., 0], goal, reduction="none")

    return measure
