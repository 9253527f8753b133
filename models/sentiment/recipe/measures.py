"""What the models are judged by."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
LEAST = 10  # aspects with fewer sentences in the measured part don't count


def calibration_error(chance: Floats, truth: Floats, bins: int = 15) -> float:
    """Expected calibration error of the chance of positive: mean gap of `bins` equally wide bins."""
    at = np.minimum((chance * bins).astype(int), bins - 1)
    gaps = np.bincount(at, chance - truth, bins)
    return float(np.abs(gaps).sum() / len(chance))


def mean_accuracy(right: Floats, groups: NDArray) -> float:
    """Mean over groups of the share that is right."""
    _, at = np.unique(groups, return_inverse=True)
    return float(np.mean(np.bincount(at, right) / np.bincount(at)))


def macro_f1(told: NDArray[np.bool_], speaks: Floats, counted: NDArray[np.intp]) -> float:
    """Mean F1 of the aspects `counted`."""
    hits = (told * speaks).sum(0)
    scores = 2 * hits / np.maximum(told.sum(0) + speaks.sum(0), 1)
    return float(scores[counted].mean())


def counted(speaks: Floats) -> NDArray[np.intp]:
    return np.flatnonzero(speaks.sum(0) >= LEAST)


def thresholds(chance: Floats, speaks: Floats, judged: Floats) -> Floats:
    """For each aspect the chance from which to tell it, where F1 is best on the given (validation) part."""
    grid = np.arange(0.1, 0.71, 0.02)
    best = []
    for aspect in range(speaks.shape[1]):
        rows = judged[:, aspect] > 0
        truth, found = speaks[rows, aspect], chance[rows, aspect]
        scores = [2 * ((found > at) * truth).sum() / max(1, (found > at).sum() + truth.sum()) for at in grid]
        best.append(grid[int(np.argmax(scores))])
    return np.array(best)
