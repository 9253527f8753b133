"""Percentile bootstrap intervals."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000


def interval(
    cases: int,
    measure: Callable[[NDArray[np.intp]], float],
    seed: int = 1,
    resamples: int = RESAMPLES,
) -> tuple[float, float]:
    """95 % interval of `measure`, which is given the numbers of the resampled cases."""
    rng = np.random.default_rng(seed)
    values = [measure(rng.integers(0, cases, cases)) for _ in range(resamples)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def mean_interval(values: NDArray[np.floating], seed: int = 1) -> tuple[float, float]:
    """95 % interval of the mean of `values`."""
    return interval(len(values), lambda rows: float(values[rows].mean()), seed)
