"""Figures of the quantized model beside float32 and the baseline, on pictures that training never saw."""

from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sotto_kit import Graph, Quality, interval, mean_interval

from .evaluate import Floats, pooled_of, right
from .export import answers
from .look_alikes import NEIGHBOURS, agreement, units
from .network import pretrained
from .pictures import Labels, Pictures

TARGETS = {"clothing": 0.88, "category": 0.95, "article": 0.85}
MEASURES = {"clothing": "accuracy, ten classes", "category": "accuracy, sub-category", "article": "accuracy, article type"}
DATA = {"clothing": "photographs by users, given validation part", "studio": "studio photographs, held-out tenth"}
BASELINE = "nearest class mean of ImageNet features (EfficientNet-Lite0, as given)"
BINS = 15
MOST_KNOWN = 2_500  # training pictures, in random order, that a mean or principal axes are taken of


def measure(
    clothing: Pictures, studio: Pictures, graphs: tuple[Graph, Graph], cache: Path
) -> tuple[list[Quality], list[str]]:
    """`graphs` are float32 and quantized."""
    quality, lines = [], []
    for pictures, data in ((clothing, DATA["clothing"]), (studio, DATA["studio"])):
        rows, known = pictures.parts["test"], pictures.parts["train"][:MOST_KNOWN]
        float32, small = (answers(model, pictures, rows) for model in graphs)
        given = {part: imagenet_features(pictures, part, cache) for part in ("train", "test")}
        for name, labels in pictures.labels.items():
            truth = labels[rows]
            hits = right(small[name], truth)
            low, high = mean_interval(hits)
            quality.append(
                Quality(
                    data=data,
                    measure=MEASURES[name],
                    value=float(hits.mean()),
                    low=low,
                    high=high,
                    float32=float(right(float32[name], truth).mean()),
                    baseline=float(right(_nearest_mean(given, labels[known]), truth).mean()),
                    baseline_name=BASELINE,
                    target=TARGETS[name],
                )
            )
            quality.append(_calibration(data, name, small[name], float32[name], truth))
            lines += ["", f"### {name}", "", *_confusions(small[name], truth, pictures.names[name])]
        if pictures is studio:
            quality += _look_alikes(studio, (float32["vector"], small["vector"], units(given["test"])))
    return quality, [*map(_row, quality), *lines]


def imagenet_features(pictures: Pictures, part: str, cache: Path) -> Floats:
    """Those of the network before tuning."""
    path = cache / f"imagenet-{'-'.join(pictures.names)}-{part}.npy"
    if not path.exists():
        rows = pictures.parts[part][:MOST_KNOWN]
        np.save(path, pooled_of(pretrained({}), pictures, rows, fast=True))
    return np.load(path)


def _nearest_mean(pooled: dict[str, Floats], labels: Labels) -> Floats:
    """Cosine to the mean of each class: [asked, classes]."""
    vectors = units(pooled["train"])
    means = np.stack([vectors[labels == each].mean(0) for each in range(labels.max() + 1)])
    return units(pooled["test"]) @ units(means).T


def calibration_error(chances: Floats, truth: Labels) -> float:
    """Expected difference between the chance of the likeliest and how often it is true (Guo et al. 2017)."""
    sure, hits = chances.max(1), right(chances, truth)
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return float(sum(abs((sure - hits)[bins == each].sum()) for each in range(BINS)) / len(truth))


def _calibration(data: str, name: str, small: Floats, float32: Floats, truth: Labels) -> Quality:
    low, high = interval(len(truth), lambda at: calibration_error(small[at], truth[at]))
    value, full = (calibration_error(each, truth) for each in (small, float32))
    return Quality(data, f"calibration error ({BINS} bins), {name}", value, low, high, full)


def _look_alikes(studio: Pictures, vectors: tuple[Floats, Floats, Floats]) -> list[Quality]:
    float32, small, plain = (agreement(each, studio, studio.parts["test"]) for each in vectors)
    return [
        Quality(
            data=DATA["studio"],
            measure=f"of {NEIGHBOURS} look-alikes the part of the same {name}",
            value=float(small[name].mean()),
            low=mean_interval(small[name])[0],
            high=mean_interval(small[name])[1],
            float32=float(float32[name].mean()),
            baseline=float(plain[name].mean()),
            baseline_name="cosine of ImageNet features (1,280 numbers)",
        )
        for name in small
    ]


def _row(each: Quality) -> str:
    rest = "".join(f" | {'' if value is None else f'{value:.4f}'}" for value in (each.float32, each.baseline, each.target))
    return f"| {each.data} | {each.measure} | {each.value:.4f} ({each.low:.4f}–{each.high:.4f}){rest} |"


def _confusions(chances: Floats, truth: Labels, names: list[str], most: int = 8) -> list[str]:
    """The commonest mistakes, and the recall of each class of ten or more."""
    told: NDArray[np.intp] = chances.argmax(1)
    pairs = Counter(
        (names[a] if a >= 0 else "(rare)", names[b]) for a, b in zip(truth, told, strict=True) if a != b
    )
    lines = [f"- {a} told as {b}: {count}" for (a, b), count in pairs.most_common(most)]
    recall = {
        names[each]: float((told[truth == each] == each).mean())
        for each in range(len(names))
        if (truth == each).sum() >= 10
    }
    worst = sorted(recall.items(), key=lambda each: each[1])
    return [*lines, "- recall: " + ", ".join(f"{name} {value:.2f}" for name, value in worst)]
