"""Measures of probabilities."""

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.floating]
BINS = 10


def ranked(chance: Column) -> NDArray[np.intp]:
    """Whole numbers in the order of the chances, equal where these are equal."""
    return np.unique(chance, return_inverse=True)[1]


def area_under_curve(truth: NDArray[np.integer], ranks: NDArray[np.intp]) -> float:
    """AUC of `ranked` chances: without sorting, so that it can be resampled often. 0.5 where only one class is."""
    counts = [np.bincount(ranks[truth == label], minlength=ranks.max() + 1) for label in (0, 1)]
    pairs = counts[0].sum() * counts[1].sum()
    below = np.cumsum(counts[0]) - counts[0] / 2
    return float((counts[1] * below).sum() / pairs) if pairs else 0.5


def calibration_error(truth: NDArray[np.integer], chance: Column, bins: int = BINS) -> float:
    """Expected calibration error over `bins` bins of equal width: the mean distance of chance and share."""
    which = np.minimum((chance * bins).astype(int), bins - 1)
    gaps = np.bincount(which, weights=truth - chance, minlength=bins)
    return float(np.abs(gaps).sum() / len(truth))


def calibration_floor(chance: Column, visit: NDArray[np.integer], seed: int = 1, draws: int = 200) -> float:
    """What `calibration_error` would be on average if every chance were exactly right.

    One uniform number a visit decides all its steps: they share one outcome, which makes the error noisier
    than as many independent steps would.
    """
    rng = np.random.default_rng(seed)
    which = np.unique(visit, return_inverse=True)[1]
    visits = which.max() + 1
    return float(
        np.mean(
            [
                calibration_error((rng.random(visits)[which] < chance).astype(int), chance)
                for _ in range(draws)
            ]
        )
    )
