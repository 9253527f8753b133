"""Measures of probabilities."""

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.floating]
BINS = 10


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
