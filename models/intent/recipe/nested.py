"""Repeated nested cross-validation: whatever is chosen is chosen within the outer training rows."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from .folds import fold_of

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
FitAndAnswer = Callable[[Rows, Rows, int], dict[str, Floats]]  # training rows, test rows, seed

REPEATS = 3
FOLDS = 5


def nested(name: str, visit: NDArray[np.integer], fit: FitAndAnswer, cache: Path) -> dict[str, Floats]:
    """Answers of each model for all rows when they were test rows: [repeats, rows, outputs].

    Each finished fold lies in `cache`, where an interrupted run finds it.
    """
    folder = cache / name
    folder.mkdir(parents=True, exist_ok=True)
    repeats = []
    for seed in range(1, REPEATS + 1):
        outer = fold_of(visit, FOLDS, seed)
        answers: dict[str, Floats] = {}
        for fold in tqdm(range(FOLDS), desc=f"{name} {seed}/{REPEATS}"):
            file = folder / f"{seed}-{fold}.npz"
            test = np.flatnonzero(outer == fold)
            if not file.exists():
                np.savez(file, **fit(np.flatnonzero(outer != fold), test, 100 * seed + fold))
            for model, answer in np.load(file).items():
                rows = answers.setdefault(model, np.zeros((len(visit), *answer.shape[1:]), np.float32))
                rows[test] = answer
        repeats.append(answers)
    return {model: np.stack([answers[model] for answers in repeats]) for model in repeats[0]}
