"""What the network for running visits learns at once: purchase, leaving, stage."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from . import visits
from .network import Loss

Labels = NDArray[np.int64]
Floats = NDArray[np.float32]

OUTPUTS = 5  # logits of purchase, leave, and the three stages
LATE_STEPS = 0.5  # step n weighs n^-LATE_STEPS: steps of a long visit share one outcome


@dataclass(frozen=True)
class Targets:
    purchase: Labels
    leave: Labels
    stage: Labels
    weight: Floats

    def __getitem__(self, rows: NDArray[np.integer]) -> "Targets":
        return Targets(self.purchase[rows], self.leave[rows], self.stage[rows], self.weight[rows])


def targets(steps: pd.DataFrame) -> Targets:
    weight = steps["number"].to_numpy(float) ** -LATE_STEPS
    return Targets(
        steps["bought"].to_numpy(np.int64),
        visits.left(steps),
        visits.stage(steps),
        (weight / weight.mean()).astype(np.float32),
    )


def loss(goal: Targets) -> Loss:
    """Sum of three cross-entropies; labels that are UNKNOWN count as nothing."""
    weight, purchase = torch.tensor(goal.weight), torch.tensor(goal.purchase).float()
    leave, stage = torch.tensor(goal.leave), torch.tensor(goal.stage)

    def measure(logits: Tensor, rows: Tensor) -> Tensor:
        members = len(logits)
        bought = purchase[rows].expand(members, -1)
        chance = F.binary_cross_entropy_with_logits(logits[..., 0], bought, reduction="none")
        left = leave[rows].clamp(min=0).float().expand(members, -1)
        leaving = F.binary_cross_entropy_with_logits(logits[..., 1], left, reduction="none")
        following = stage[rows].expand(members, -1)
        staging = F.cross_entropy(
            logits[..., 2:].transpose(1, 2), following, ignore_index=visits.UNKNOWN, reduction="none"
        )
        known = (leave[rows] != visits.UNKNOWN).float()
        return chance * weight[rows] + leaving * known + staging

    return measure
