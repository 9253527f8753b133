"""Gradient boosting of scikit-learn, tuned by cross-validation within the training rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier
from sklearn.metrics import log_loss

Floats = NDArray[np.float32]
Labels = NDArray[np.integer]
Maker = Callable[[int], Any]  # from a number of trees to a classifier

TREES = 200
EVERY = 10  # trees between two counts that are compared


def histogram(leaves: int, leaf_rows: int) -> Maker:
    return lambda trees: HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=0.06,
        max_leaf_nodes=leaves,
        min_samples_leaf=leaf_rows,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=1,
    )


def classic(depth: int) -> Maker:
    return lambda trees: GradientBoostingClassifier(
        n_estimators=trees,
        learning_rate=0.06,
        max_depth=depth,
        subsample=0.7,
        max_features=0.35,
        min_samples_leaf=20,
        random_state=1,
    )


HISTOGRAM: Sequence[Maker] = [histogram(8, 40), histogram(20, 40)]
CLASSIC: Sequence[Maker] = [classic(5)]


@dataclass(frozen=True)
class Boosted:
    model: Any
    out_of_fold: Floats  # chances of the training rows

    def __call__(self, x: Floats) -> Floats:
        return self.model.predict_proba(x)[:, 1]


def boost(x: Floats, truth: Labels, folds: Labels, makers: Sequence[Maker], weight: Floats) -> Boosted:
    """The classifier and number of trees with the smallest log loss over `folds`."""
    counts = np.arange(EVERY, TREES + 1, EVERY)
    best: tuple[float, Maker, int, Floats] | None = None
    for maker in makers:
        staged = np.zeros((len(counts), len(x)))
        for fold in np.unique(folds):
            out = folds == fold
            model = maker(TREES).fit(x[~out], truth[~out], sample_weight=weight[~out])
            for trees, chance in enumerate(model.staged_predict_proba(x[out]), 1):
                if trees % EVERY == 0:
                    staged[trees // EVERY - 1, out] = chance[:, 1]
        losses = [log_loss(truth, chance, sample_weight=weight) for chance in staged]
        at = int(np.argmin(losses))
        if best is None or losses[at] < best[0]:
            best = (losses[at], maker, int(counts[at]), staged[at])
    assert best is not None
    return Boosted(best[1](best[2]).fit(x, truth, sample_weight=weight), best[3])
