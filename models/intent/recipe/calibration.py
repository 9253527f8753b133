"""Makes logits honest: fitted on what members say of visits they didn't see, then folded into the weights."""

from dataclasses import replace

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


def rescale(network: Network, scale: Floats, offset: Floats) -> Network:
    """The network whose logits are `scale` times the old ones plus `offset`."""
    return replace(
        network,
        skip=network.skip * scale[:, None],
        second=network.second * scale[:, None],
        bias=network.bias * scale + offset,
    )


def chance(logits: Floats) -> Floats:
    return 1 / (1 + np.exp(-logits))


def shares(logits: Floats) -> Floats:
    """Softmax of each row."""
    powers = np.exp(logits - logits.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)
