"""What networks say of pictures, and how often they are right."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from .network import Network
from .pictures import Labels, Pictures, Rows
from .pixels import whole

Floats = NDArray[np.float32]
BATCH = 32


def pooled_of(network: Network, pictures: Pictures, rows: Rows, fast: bool = False) -> Floats:
    """The trunk's features [rows, FEATURES] of whole pictures; `fast` computes in bfloat16."""
    frozen = len(network.layers) if fast else 0
    network.eval()
    parts = []
    with torch.no_grad():
        for start in range(0, len(rows), BATCH):
            pixels = np.stack([whole(pictures.pixels[row]) for row in rows[start : start + BATCH]])
            parts.append(network.pooled(torch.from_numpy(pixels).permute(0, 3, 1, 2).float(), frozen).numpy())
    return np.concatenate(parts)


def logits_of(network: Network, pictures: Pictures, rows: Rows) -> dict[str, Floats]:
    """Logits by question of the pictures' set."""
    pooled = torch.from_numpy(pooled_of(network, pictures, rows))
    with torch.no_grad():
        return {name: network.heads[name](pooled).numpy() for name in pictures.labels}


def right(logits: Floats, truth: Labels) -> NDArray[np.float64]:
    """1 where the likeliest is true; a label that isn't learnt is never hit."""
    return (logits.argmax(1) == truth).astype(np.float64)


def temperature(logits: Floats, truth: Labels) -> float:
    """The divisor of logits that makes chances most likely (Guo et al. 2017)."""
    known = truth >= 0
    given, answer = torch.from_numpy(logits[known]), torch.from_numpy(truth[known])
    grid = np.geomspace(0.3, 3, 60)
    losses = [nn.functional.cross_entropy(given / float(t), answer).item() for t in grid]
    return float(grid[int(np.argmin(losses))])
