"""Makes logits honest: fitted on what members say of visits they didn't see, then folded into the weights."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from .network import Network

Floats = NDArray[np.float32]
Labels = NDArray[np.integer]


def platt(logits: Floats, truth: Labels) -> tuple[float, float]:
    """Scale and offset of the logits with the smallest log loss (Platt 1999)."""

    def loss(line: NDArray[np.float64]) -> float:
        value = line[0] * logits + line[1]
        return float(np.mean(np.logaddexp(0, value) - truth * value))

    scale, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(scale), float(offset)


@dataclass(frozen=True)
class ByStep:
    """Logits z become z·(scale + scale_slope·s) + offset + offset_slope·s, with s the feature `steps`.

    One line for all steps is too flat for the first ones, which are few among all.
    """

    scale: float
    scale_slope: float
    offset: float
    offset_slope: float

    def __call__(self, logits: Floats, steps: Floats) -> Floats:
        return logits * (self.scale + self.scale_slope * steps) + self.offset + self.offset_slope * steps


def fit_by_step(logits: Floats, steps: Floats, truth: Labels, weight: Floats) -> ByStep:
    def loss(numbers: NDArray[np.float64]) -> float:
        value = ByStep(*numbers)(logits, steps)
        return float(np.average(np.logaddexp(0, value) - truth * value, weights=weight))

    return ByStep(*map(float, minimize(loss, np.array([1.0, 0, 0, 0]), method="BFGS").x))


def rescale(network: Network, scale: Floats, offset: Floats) -> Network:
    """The network whose logits are `scale` times the old ones plus `offset`."""
    return replace(
        network,
        skip=network.skip * scale[:, None],
        second=network.second * scale[:, None],
        bias=network.bias * scale + offset,
    )


def logit(chances: Floats) -> Floats:
    return np.log(chances / (1 - chances))


def chance(logits: Floats) -> Floats:
    return 1 / (1 + np.exp(-logits))


def shares(logits: Floats) -> Floats:
    """Softmax of each row."""
    powers = np.exp(logits - logits.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)
