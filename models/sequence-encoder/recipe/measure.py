"""What the encoder adds to the channels of the ranking package: weights by validation, figures by test."""

import numpy as np
import onnxruntime
from sotto_kit import Quality, mean_interval

from .channels import Case, Channels, cases_of
from .data import Floats, Shop
from .export import BITS, graph, inputs
from .fuse import Scores, fit, gains
from .model import SequenceEncoder

CASES = 1_500  # validation cases that weights are found on, drawn at random
TESTS = 8_000  # test cases, drawn at random


def sequence_scores(shop: Shop, session: onnxruntime.InferenceSession) -> Scores:
    """The sequence channel."""

    def scores(cases: list[Case]) -> Floats:
        queries = [session.run(None, inputs(shop.vectors[case.history]))[0][0] for case in cases]
        return np.maximum(np.stack(queries) @ shop.vectors.T, 0)

    return scores


def measure(shop: Shop, model: SequenceEncoder, seen: str, orders: bool, target: float | None = None) -> Quality:
    """Without `orders` the catalog alone is known, and the target is 5 % more than without the encoder."""
    channels = Channels(shop)
    parts: dict[str, Scores] = {"terms": channels.terms, "semantic": channels.semantic}
    first = {"terms": 1.0, "semantic": 0.2}
    if shop.categories[0]:
        parts, first = {**parts, "category": channels.category}, {**first, "category": 0.05}
    if orders:
        parts |= {"neighbours": channels.neighbours, "popularity": channels.popularity}
        first |= {"neighbours": 2.0, "popularity": 0.05}
    widths = {"small": BITS, "float32": None}
    sequence = {
        name: sequence_scores(shop, graph(model, shop.vectors.shape[1], bits).session())
        for name, bits in widths.items()
    }
    rng = np.random.default_rng(5)
    known, tests = _drawn(shop, "validation", CASES, rng), _drawn(shop, "test", TESTS, rng)
    without = fit(channels, parts, known, first)
    weights = fit(channels, {**parts, "sequence": sequence["small"]}, known, {**without, "sequence": 0.0})
    plain = {("float32" if name == "sequence" else name): weight for name, weight in weights.items()}
    every = {**parts, "sequence": sequence["small"], "float32": sequence["float32"]}
    base, found, full = gains(channels, every, tests, [without, weights, plain])
    low, high = mean_interval(found)
    text = ", ".join(f"{name} {weight:.2g}" for name, weight in weights.items())
    return Quality(
        data=f"Amazon {shop.name} 5-core, 8,000 test cases, {seen}; weights {text}",
        measure="NDCG@10",
        value=float(found.mean()),
        low=low,
        high=high,
        float32=float(full.mean()),
        baseline=float(base.mean()),
        baseline_name="the same fusion without the encoder",
        target=target or 1.05 * float(base.mean()),
    )


def _drawn(shop: Shop, part: str, count: int, rng: np.random.Generator) -> list[Case]:
    cases = cases_of(shop, part)
    return [cases[at] for at in rng.choice(len(cases), min(count, len(cases)), replace=False)]
