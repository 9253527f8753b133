"""Folds that keep the steps of a visit together."""

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.integer]


def fold_of(visit: Labels, folds: int, seed: int) -> Labels:
    """For each row a fold from 0 to `folds` - 1, the same for all rows of a visit; folds are equally large."""
    ids, which = np.unique(visit, return_inverse=True)
    return (np.random.default_rng(seed).permutation(len(ids)) % folds)[which]
