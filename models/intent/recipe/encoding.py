"""Piecewise-linear encoding: each feature becomes several ramps from 0 to 1 between its quantiles.

Gorishniy et al. 2022, "On Embeddings for Numerical Features in Tabular Deep Learning". It is made of
subtraction, multiplication and Relu, so the exported graph does it and takes raw features.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
BLOCK = 32  # columns are padded to a multiple of the quantization block


@dataclass(frozen=True)
class Encoding:
    """One entry a column of the encoded input."""

    feature: NDArray[np.int64]
    low: Floats
    slope: Floats  # 0 in columns that only pad

    def __call__(self, x: Floats) -> Floats:
        ramps = (x[:, self.feature] - self.low) * self.slope
        return np.clip(ramps, 0, 1).astype(np.float32)


def fit_encoding(x: Floats, bins: int) -> Encoding:
    """Bins between quantiles of the distinct values and of all values: many features are mostly zero."""
    columns = []
    for feature in range(x.shape[1]):
        edges = _edges(x[:, feature].astype(np.float64), bins)
        columns += [(feature, low, 1 / (high - low)) for low, high in zip(edges[:-1], edges[1:])]
    columns += [(0, 0.0, 0.0)] * (-len(columns) % BLOCK)
    feature, low, slope = zip(*columns)
    return Encoding(np.array(feature), np.array(low, np.float32), np.array(slope, np.float32))


def _edges(values: NDArray[np.float64], bins: int) -> NDArray[np.float64]:
    distinct = np.unique(values)
    if len(distinct) <= bins + 1:
        return distinct if len(distinct) > 1 else np.array([distinct[0], distinct[0] + 1])
    # A feature's commonest value takes one edge; the others share the rest of its range evenly.
    common = distinct[np.unique(values, return_counts=True)[1] > len(values) / bins]
    rest = values[~np.isin(values, common)]
    ends = np.quantile(rest, np.linspace(0.005, 0.995, max(2, bins + 1 - len(common))))
    edges = np.unique(np.concatenate([common, ends]))
    wide = np.concatenate([[True], np.diff(edges) > 1e-4 * (edges[-1] - edges[0])])
    return edges[wide]
