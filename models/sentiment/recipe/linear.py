"""Linear models over n-grams, two of them scaled by log count ratios (Wang and Manning 2012), and their mean."""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from .text import numbers

Floats = NDArray[np.float32]
BITS = 20


def matrix(texts: list[str]) -> sparse.csr_matrix:
    """[texts, buckets]: 1 / sqrt(n-grams) in the bucket of each n-gram, so that every row has length 1."""
    rows = [numbers(text) & (2**BITS - 1) for text in texts]
    starts = np.cumsum([0, *map(len, rows)])
    weights = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row)), np.float32) for row in rows])
    return sparse.csr_matrix((weights, np.concatenate(rows), starts), shape=(len(texts), 2**BITS))


def fit(features: sparse.csr_matrix, truth: Floats) -> tuple[Floats, float]:
    """Weights of the buckets and the bias; buckets of a single text keep the weight 0.

    The mean of three models, each divided by the deviation of its logits: logistic regression and a support vector
    machine on scaled features, logistic regression on plain ones. Their mean is as small as each of them.
    """
    used = np.flatnonzero(np.bincount(features.indices, minlength=features.shape[1]) >= 2)
    known = features[:, used]
    ratio = _ratio(known, truth)
    scaled = (known @ sparse.diags(ratio)).tocsr()
    options = {"dual": True, "max_iter": 100, "random_state": 1}
    fitted = (
        (LogisticRegression(C=10, solver="liblinear", **options).fit(scaled, truth), ratio),
        (LinearSVC(C=1, **options).fit(scaled, truth), ratio),
        (LogisticRegression(C=30, solver="liblinear", **options).fit(known, truth), np.ones_like(ratio)),
    )
    weights, bias = np.zeros(features.shape[1], np.float32), 0.0
    for model, scale in fitted:
        each = (model.coef_[0] * scale).astype(np.float32)
        spread = float(np.std(known @ each)) * len(fitted)
        weights[used] += each / spread
        bias += float(model.intercept_[0]) / spread
    return weights, bias


def _ratio(known: sparse.csr_matrix, truth: Floats) -> Floats:
    """Log count ratios: how much more of the praising texts than of the others have an n-gram."""
    present = (known > 0).astype(np.float32)
    positive, negative = (present.T @ share + 1.0 for share in (truth, 1 - truth))
    return np.log(positive / positive.sum()) - np.log(negative / negative.sum())


def line(logit: Floats, share: Floats) -> tuple[float, float]:
    """Slope and shift for which sigmoid(slope * logit + shift) is nearest to `share` (Platt's scaling)."""

    def loss(at: Floats) -> float:
        scaled = at[0] * logit + at[1]
        return float(np.mean(np.logaddexp(0, scaled) - share * scaled))

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(shift)
