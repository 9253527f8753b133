"""The shipped model: fitted on running visits, compared with gradient boosting, and measured on visits held out."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from . import boosting, network, objective, visits
from .calibration import ByStep, chance, fit_by_step, logit, platt, rescale, shares
from .export import STEPS_FEATURE
from .features import features
from .folds import fold_of
from .nested import FOLDS, nested
from .network import Floats, Network, Settings
from .objective import Targets

Labels = NDArray[np.integer]

HELD_OUT = 5  # one visit of five is held out
SPLIT_SEED = 2013
SETTINGS = Settings(members=5, hidden=64, dropout=0.4)


@dataclass(frozen=True)
class Visits:
    """Steps of visits: what is known, what came of it, and which visit each belongs to."""

    x: Floats
    goal: Targets
    visit: Labels
    number: Labels  # of the step within its visit, from 1
    now: Labels  # stage of checkout: 0 the basket changes, 1 basket page, 2 to 5 checkout

    def __getitem__(self, rows: Labels) -> "Visits":
        return Visits(
            self.x[rows], self.goal[rows], self.visit[rows], self.number[rows], self.now[rows]
        )


def split(data: Path) -> tuple[Visits, Visits, float]:
    """Visits to learn from, visits held out, and the median price, which is that of the former."""
    steps = visits.load(data)
    out = fold_of(steps["visit"].to_numpy(), HELD_OUT, SPLIT_SEED) == 0
    price = visits.median_price(steps[~out])
    return _visits(steps[~out], price), _visits(steps[out], price), price


def _visits(steps: pd.DataFrame, price: float) -> Visits:
    return Visits(
        features(steps, price)[0],
        objective.targets(steps),
        steps["visit"].to_numpy(),
        steps["number"].to_numpy(),
        steps["stage"].to_numpy(int),
    )


def fit(learn: Visits, seed: int) -> Network:
    """Trained and calibrated."""
    folds = fold_of(learn.visit, FOLDS, seed)
    loss = objective.loss(learn.goal)
    trained = network.train(learn.x, folds, objective.OUTPUTS, loss, SETTINGS, seed)
    logits, goal = trained.out_of_fold, learn.goal
    known, followed = goal.leave != visits.UNKNOWN, goal.stage != visits.UNKNOWN
    lines = [
        platt(logits[:, 0], goal.purchase),
        platt(logits[known, 1], goal.leave[known]),
        *[(_temperature(logits[followed, 2:], goal.stage[followed]), 0.0)] * 3,
    ]
    scale, offset = np.array(lines, np.float32).T
    return rescale(trained.network, scale, offset)


def _temperature(logits: Floats, truth: Labels) -> float:
    """Scale of the logits with the smallest cross-entropy."""

    def loss(scale: float) -> float:
        return float(-np.log(shares(scale * logits)[np.arange(len(truth)), truth]).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 3), method="bounded").x)


def answer(model: Network, x: Floats) -> Floats:
    """Chances of purchase, leaving, and the three stages: [steps, 5]."""
    logits = model(x)
    return np.concatenate([chance(logits[:, :2]), shares(logits[:, 2:])], 1)


def boosted(learn: Visits, x: Floats, seed: int) -> Floats:
    """Chances of purchase and of leaving by gradient boosting: [steps, 2]."""
    folds, goal = fold_of(learn.visit, FOLDS, seed), learn.goal
    purchase = boosting.boost(learn.x, goal.purchase, folds, boosting.HISTOGRAM, goal.weight)
    known = goal.leave != visits.UNKNOWN
    even = np.ones(int(known.sum()), np.float32)
    leave = boosting.boost(learn.x[known], goal.leave[known], folds[known], boosting.HISTOGRAM[:1], even)
    return np.stack([purchase(x), leave(x)], 1)


def compare(learn: Visits, cache: Path) -> dict[str, Floats]:
    """Answers of the network and of gradient boosting for visits they didn't learn from: [repeats, steps, outputs]."""

    def run(train: NDArray[np.intp], test: NDArray[np.intp], seed: int) -> dict[str, Floats]:
        part, x = learn[train], learn.x[test]
        return {"network": answer(fit(part, seed), x), "boosting": boosted(part, x, seed)}

    return nested("running-visits", learn.visit, run, cache)




def calibration(learn: Visits, answers: Floats, rows: Labels) -> ByStep:
    """Of the purchase chance, from `answers` [repeats, steps, outputs] of whole networks to `rows` they didn't learn from."""
    repeats = len(answers)
    return fit_by_step(
        logit(answers[:, rows, 0].astype(float)).reshape(-1),
        np.tile(learn.x[rows, STEPS_FEATURE], repeats),
        np.tile(learn.goal.purchase[rows], repeats),
        np.tile(learn.goal.weight[rows], repeats),
    )


def calibrated(learn: Visits, answers: Floats) -> Floats:
    """`answers` with each fold of visits calibrated by the other folds."""
    folds, result = fold_of(learn.visit, FOLDS, SPLIT_SEED), answers.copy()
    for fold in range(FOLDS):
        line = calibration(learn, answers, np.flatnonzero(folds != fold))
        rows = np.flatnonzero(folds == fold)
        logits = logit(answers[:, rows, 0].astype(float))
        result[:, rows, 0] = chance(line(logits, learn.x[rows, STEPS_FEATURE]))
    return result
