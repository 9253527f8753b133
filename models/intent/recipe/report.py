"""Tables of figures for the model card."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score
from sotto_kit import interval

from . import visits
from .measures import area_under_curve, calibration_error, calibration_floor, ranked
from .network import Floats
from .running_visits import Visits

Labels = NDArray[np.integer]
Rows = NDArray[np.intp]
STEPS = (1, 3, 5, 10, None)  # None: all steps
PURCHASE, LEAVE, STAGE = 0, 1, slice(2, 5)


def resampled(measure: Callable[[Rows], float], groups: Labels) -> str:
    """Value and 95 % interval of `measure` of rows, whole groups (visits) resampled."""
    low, high = visit_interval(measure, groups)
    return f"{measure(np.arange(len(groups))):.4f} ({low:.4f} to {high:.4f})"


def visit_interval(measure: Callable[[Rows], float], groups: Labels) -> tuple[float, float]:
    """95 % interval of `measure` of rows, whole groups (visits) resampled."""
    order = np.argsort(groups, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)
    return interval(len(parts), lambda drawn: measure(np.concatenate([parts[at] for at in drawn])))


def purchase_rows(seen: Visits, network: Floats, boosting: Floats) -> list[str]:
    """Per number of steps; `network` and `boosting` are [repeats, steps, outputs], measures their mean over repeats."""
    lines = [
        "| steps | visits | AUC network | AUC boosting | network − boosting | calibration error network |"
        " boosting | floor |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for count in STEPS:
        rows = np.flatnonzero((seen.number == count) | (count is None))
        truth, visit = seen.goal.purchase[rows], seen.visit[rows]
        ours, theirs = network[:, rows, PURCHASE], boosting[:, rows, PURCHASE]
        ranks, others = _ranked(ours), _ranked(theirs)
        gap = resampled(lambda at: _auc(truth, ranks, at) - _auc(truth, others, at), visit)
        errors = [np.mean([calibration_error(truth, each) for each in model]) for model in (ours, theirs)]
        lines.append(
            f"| {count or 'all'} | {len(np.unique(visit)):,} | {resampled(lambda at: _auc(truth, ranks, at), visit)} |"
            f" {resampled(lambda at: _auc(truth, others, at), visit)} | {gap} |"
            f" {errors[0]:.4f} | {errors[1]:.4f} | {calibration_floor(ours[0], visit):.4f} |"
        )
    return lines


def _ranked(chances: Floats) -> Labels:
    return np.stack([ranked(each) for each in chances])


def _auc(truth: Labels, ranks: Labels, at: Rows) -> float:
    return float(np.mean([area_under_curve(truth[at], each[at]) for each in ranks]))


def leave_rows(seen: Visits, network: Floats, boosting: Floats) -> list[str]:
    known = np.flatnonzero(seen.goal.leave != visits.UNKNOWN)
    truth, visit = seen.goal.leave[known], seen.visit[known]
    lines = ["| leaving | AUC | calibration error |", "|---|---|---|"]
    for name, model in {"network": network, "boosting": boosting}.items():
        chances = model[:, known, LEAVE]
        error, ranks = np.mean([calibration_error(truth, each) for each in chances]), _ranked(chances)
        lines.append(f"| {name} | {resampled(lambda at: _auc(truth, ranks, at), visit)} | {error:.4f} |")
    floor = calibration_floor(network[0, known, LEAVE], visit)
    return [*lines, f"| floor | | {floor:.4f} |"]


def stage_rows(seen: Visits, network: Floats) -> list[str]:
    known = np.flatnonzero(seen.goal.stage != visits.UNKNOWN)
    truth, visit = seen.goal.stage[known], seen.visit[known]
    guesses = {
        "network": network[:, known, STAGE].argmax(-1),
        "rule": _rule(seen.now[known])[None],
        "majority": np.full((1, len(known)), np.bincount(truth).argmax()),
    }
    lines = ["| stage | macro F1 | accuracy |", "|---|---|---|"]
    for name, guess in guesses.items():
        macro = resampled(lambda at: _macro_f1(truth, guess, at), visit)
        lines.append(f"| {name} | {macro} | {np.mean(guess == truth):.4f} |")
    return lines


def _rule(now: Labels) -> Labels:
    """The stage stays what it is: checkout page, basket page, or else."""
    return np.where(now >= visits.CHECKOUT, visits.DECIDING, np.where(now == 1, visits.COMPARING, visits.LOOKING))


def _macro_f1(truth: Labels, guesses: Labels, at: Rows) -> float:
    labels = range(len(visits.STAGES))
    values = []
    for guess in guesses:
        table = np.bincount(truth[at] * len(labels) + guess[at], minlength=len(labels) ** 2)
        table = table.reshape(len(labels), -1)
        values.append(np.mean([2 * table[i, i] / (table[i].sum() + table[:, i].sum()) for i in labels]))
    return float(np.mean(values))


def whole_visit_rows(truth: Labels, answers: dict[str, Floats]) -> list[str]:
    """F1 is at the threshold 0.5, so it rests on calibration too."""
    lines = ["| model | AUC | average precision | F1 | calibration error |", "|---|---|---|---|---|"]
    for name, chances in answers.items():
        ranks = _ranked(chances)
        cells = [
            resampled(lambda at: _auc(truth, ranks, at), np.arange(len(truth))),
            _mean(chances, lambda each: average_precision_score(truth, each)),
            _mean(chances, lambda each: f1_score(truth, each >= 0.5)),
            _mean(chances, lambda each: calibration_error(truth, each)),
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    floor = calibration_floor(answers["network"][0], np.arange(len(truth)))
    return [*lines, f"| floor | | | | {floor:.4f} |"]


def _mean(chances: Sequence[Floats], measure: Callable[[Floats], float]) -> str:
    values = [measure(each) for each in chances]
    return f"{np.mean(values):.4f} ± {np.std(values):.4f}"
