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
from .sentences import CHINESE, Sentence

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
    outputs = [answers(graph, [row.text for row in test]) for graph in graphs]
    found, praise = ([each[name] for each in outputs] for name in ("aspects", "praise"))
    sources = np.array([row.source for row in test])
    chinese = np.isin(sources, CHINESE)
    figures = [
        _which("English sets together", test, np.flatnonzero(~chinese), found, told, judged),
        _which("Chinese sets together", test, np.flatnonzero(chinese), found, told, judged),
    ]
    for source in sorted(judged):
        at = np.flatnonzero(sources == source)
        figures += [_which(source, test, at, found, told, judged), _how(source, test, at, praise)]
    return figures, told[1]


def _which(
    data: str, test: list[Sentence], at: NDArray, found: list, told: list[NDArray], judged: dict[str, NDArray]
) -> Quality:
    """Which aspects the sentences `at` speak of (macro F1); only those count that a sentence's set has labels for."""
    rows = [test[i] for i in at]
    speaks, known = (np.array(each) for each in zip(*((row.speaks, judged[row.source] > 0) for row in rows)))
    cases = counted(speaks)
    words = np.array([keywords.spoken(row.text) for row in rows]) & known
    full, small = ((each[at] > least) & known for each, least in zip(found, told))
    low, high = interval(len(rows), lambda drawn: macro_f1(small[drawn], speaks[drawn], cases))
    value, whole, baseline = (macro_f1(each, speaks, cases) for each in (small, full, words))
    name = f"{data}, test fifth, {len(cases)} aspects"
    return Quality(name, "macro F1 of aspects", value, low, high, whole, baseline, WORDS, 0.65)


def _how(data: str, test: list[Sentence], at: NDArray, praise: list) -> Quality:
    """Whether the sentences `at` praise what they speak of, where that is clear (accuracy)."""
    positive = np.array([test[i].positive for i in at])
    clear = np.nonzero((positive == 0) | (positive == 1))
    truth = positive[clear] == 1
    full, small = ((each[at][clear] > 0.5) == truth for each in praise)
    low, high = interval(len(truth), lambda drawn: float(small[drawn].mean()))
    common = float(max(truth.mean(), 1 - truth.mean()))
    name, measure = f"{data}, test fifth", "accuracy of praise or blame of a spoken aspect"
    return Quality(name, measure, float(small.mean()), low, high, float(full.mean()), common, "always the commoner")


def _line(figure: Quality) -> str:
    target = "" if figure.target is None else f"{figure.target}"
    baseline = "" if figure.baseline is None else f"{figure.baseline:.4f}"
    value = f"{figure.value:.4f} ({figure.low:.4f}–{figure.high:.4f})"
    return f"| {figure.data} | {figure.measure} | {value} | {figure.float32:.4f} | {baseline} | {target} |"
