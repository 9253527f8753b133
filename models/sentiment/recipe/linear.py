"""A linear model over n-grams whose features are scaled by log count ratios (Wang and Manning 2012)."""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from .text import numbers

Floats = NDArray[np.float32]
BITS = 20


def matrix(texts: list[str]) -> sparse.csr_matrix:
    """[texts, buckets]: 1 / sqrt(n-grams) in the bucket of each n-gram, so that every row has length 1."""
    rows = [numbers(text) & (2**BITS - 1) for text in texts]
    starts = np.cumsum([0, *map(len, rows)])
    weights = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row)), np.float32) for row in rows])
    return sparse.csr_matrix((weights, np.concatenate(rows), starts), shape=(len(texts), 2**BITS))


def fit(features: sparse.csr_matrix, chance: Floats, strength: float, seen: int = 2) -> tuple[Floats, float]:
    """Weights of the buckets and the bias, for `chance` of positive; rarer than `seen` texts: weight 0."""
    used = np.flatnonzero(np.bincount(features.indices, minlength=features.shape[1]) >= seen)
    known = features[:, used]
    present = (known > 0).astype(np.float32)
    positive, negative = (present.T @ share + 1.0 for share in (chance, 1 - chance))
    ratio = np.log(positive / positive.sum()) - np.log(negative / negative.sum())
    scaled = (known @ sparse.diags(ratio)).tocsr()
    hard = np.isin(chance, (0, 1))
    soft = np.flatnonzero(~hard)
    x = sparse.vstack([scaled, scaled[soft]]).tocsr()
    labels = np.concatenate([np.where(hard, chance, 1), np.zeros(len(soft))])
    shares = np.concatenate([np.where(hard, 1, chance), 1 - chance[soft]])
    solver = LogisticRegression(C=strength, solver="liblinear", dual=True, max_iter=100, random_state=1)
    solver.fit(x, labels, sample_weight=shares)
    weights = np.zeros(features.shape[1], np.float32)
    weights[used] = solver.coef_[0] * ratio
    return weights, float(solver.intercept_[0])


def line(logit: Floats, share: Floats) -> tuple[float, float]:
    """Slope and shift for which sigmoid(slope * logit + shift) is nearest to `share` (Platt's scaling)."""

    def loss(at: Floats) -> float:
        scaled = at[0] * logit + at[1]
        return float(np.mean(np.logaddexp(0, scaled) - share * scaled))

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(shift)
