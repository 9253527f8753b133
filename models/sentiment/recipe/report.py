"""Measures both graphs, float32 and quantized, on the parts that training never saw."""

import numpy as np
from numpy.typing import NDArray
from sotto_kit import Graph, Quality, interval
from sklearn.linear_model import LogisticRegression

from . import corpus, keywords
from .corpus import HELD_OUT, Corpus, only
from .export import answers
from .linear import matrix
from .measures import calibration_error, counted, macro_f1, mean_accuracy, thresholds
from .network import judged_by
from .reviews import SEED, Review
from .sentences import Sentence

Graphs = tuple[Graph, Graph]  # float32, quantized
PLAIN = "logistic regression over the same n-grams, same training texts"
WORDS = "list of key words"


def measure(known: Corpus, spoken: list[Sentence], graphs: Graphs, without: Graphs) -> tuple:
    """Figures, their lines in Markdown, and the chances from which an aspect is told."""
    domains, shop = only(known.domains, "test"), only(known.shop, "test")
    held = [row for row in known.domains if row.group in HELD_OUT and row.part == "test"]
    plain, plain_without = (_plain(known, held_out) for held_out in (False, True))
    figures = [
        *_polarity("FDU-MTL, test fifth of each of 16 domains", domains, graphs, plain, 0.885),
        *_polarity(f"FDU-MTL, domains never learnt from ({', '.join(HELD_OUT)})", held, without, plain_without, 0.86),
        *_polarity("online_shopping_10_cats, test tenth", shop, graphs, plain, 0.94),
        _stars(only(known.clothing, "test"), graphs),
    ]
    found, told = _aspects(spoken, graphs)
    figures += found
    return figures, [_line(figure) for figure in figures], told


def _plain(known: Corpus, held_out: bool) -> LogisticRegression:
    features, truth, _ = corpus.arrays(known.rows(held_out))
    solver = LogisticRegression(C=30, solver="liblinear", dual=True, max_iter=100, random_state=SEED)
    return solver.fit(features, truth)


def _polarity(
    data: str, rows: list[Review], graphs: Graphs, plain: LogisticRegression, target: float
) -> list[Quality]:
    texts = [row.text for row in rows]
    truth = np.array([row.positive for row in rows], np.float32)
    groups = np.array([row.group for row in rows]) if "FDU" in data else np.zeros(len(rows))
    full, small = (answers(graph, texts)["polarity"][:, 0] for graph in graphs)
    right = (small > 0.5) == truth
    low, high = interval(len(rows), lambda at: mean_accuracy(right[at], groups[at]))
    baseline = mean_accuracy(plain.predict(matrix(texts)) == truth, groups)
    name = "mean accuracy of the domains" if "FDU" in data else "accuracy"
    value, whole = (mean_accuracy((each > 0.5) == truth, groups) for each in (small, full))
    accuracy = Quality(data, name, value, low, high, whole, baseline, PLAIN, target)
    low, high = interval(len(rows), lambda at: calibration_error(small[at], truth[at]))
    error, whole = calibration_error(small, truth), calibration_error(full, truth)
    return [accuracy, Quality(data, "calibration error (15 bins)", error, low, high, whole)]


def _stars(rows: list[Review], graphs: Graphs) -> Quality:
    stars = np.array([row.stars for row in rows])
    full, small = (answers(graph, [row.text for row in rows])["stars"][:, 0] for graph in graphs)
    gap = np.abs(small - stars)
    low, high = interval(len(rows), lambda at: float(gap[at].mean()))
    name, mean = "mean absolute error of stars (less is better)", float(np.abs(stars - np.median(stars)).mean())
    whole = float(np.abs(full - stars).mean())
    return Quality("clothing reviews, test fifth", name, float(gap.mean()), low, high, whole, mean, "the median stars")


def _aspects(spoken: list[Sentence], graphs: Graphs) -> tuple[list[Quality], NDArray]:
    judged = judged_by(spoken)
    seen, test = ([row for row in spoken if row.part == part] for part in ("validation", "test"))
    chances = [answers(graph, [row.text for row in seen])["aspects"] for graph in graphs]
    speaks = np.array([row.speaks for row in seen])
    told = [thresholds(chance, speaks, np.array([judged[row.source] for row in seen])) for chance in chances]
    figures = []
    for source in sorted(judged):
        rows = [row for row in test if row.source == source]
        figures += _set(source, rows, [answers(graph, [row.text for row in rows]) for graph in graphs], told)
    return figures, told[1]


def _set(source: str, rows: list[Sentence], found: list, told: list[NDArray]) -> list[Quality]:
    """Which aspects (macro F1), and how it speaks of them (accuracy where clearly praised or blamed)."""
    speaks = np.array([row.speaks for row in rows])
    cases = counted(speaks)
    full, small = (each["aspects"] > at for each, at in zip(found, told))
    words = np.array([keywords.spoken(row.text) for row in rows])
    low, high = interval(len(rows), lambda at: macro_f1(small[at], speaks[at], cases))
    scores = [macro_f1(each, speaks, cases) for each in (small, full, words)]
    data = f"{source}, test fifth, {len(cases)} aspects"
    which = Quality(data, "macro F1 of aspects", scores[0], low, high, scores[1], scores[2], WORDS, 0.65)
    positive = np.array([row.positive for row in rows])
    at = np.nonzero((positive == 0) | (positive == 1))
    truth = positive[at] == 1
    right, whole = ((each["praise"][at] > 0.5) == truth for each in (found[1], found[0]))
    low, high = interval(len(truth), lambda drawn: float(right[drawn].mean()))
    name = "accuracy of praise or blame of a spoken aspect"
    common = float(max(truth.mean(), 1 - truth.mean()))
    how = Quality(data, name, float(right.mean()), low, high, float(whole.mean()), common, "always the commoner")
    return [which, how]


def _line(figure: Quality) -> str:
    target = "" if figure.target is None else f"{figure.target}"
    baseline = "" if figure.baseline is None else f"{figure.baseline:.4f}"
    value = f"{figure.value:.4f} ({figure.low:.4f}–{figure.high:.4f})"
    return f"| {figure.data} | {figure.measure} | {value} | {figure.float32:.4f} | {baseline} | {target} |"
