"""What the encoder adds to the channels of the ranking package: weights by validation, figures by test."""

from dataclasses import dataclass

import numpy as np
from sotto_kit import Quality, mean_interval

from .channels import Case, Channels, cases_of
from .data import Floats, Shop, packed
from .export import BITS, inputs, items_graph, query_graph
from .features import Features
from .fuse import Scores, fit, gains
from .model import SequenceEncoder

CASES = 4_000  # validation cases that weights are found on, drawn at random
ROWS = 1_000  # products at a time
ALONE = {"sequence": 1.0}


@dataclass(frozen=True)
class Trial:
    """`orders`: the shop's training part is known when it is packed, else its catalog alone."""

    shop: Shop
    seen: str
    orders: bool
    target: float | None = None  # else 5 % more than without the encoder
    tests: int = 25_000  # most test cases, drawn at random: all of Beauty


def item_vectors(model: SequenceEncoder, features: Features, bits: int | None) -> Floats:
    """As a pack keeps them; in full where `bits` is None."""
    session = items_graph(model, bits).session()
    parts = [
        session.run(None, {"features": features.texts[at : at + ROWS], "sales": features.sales[at : at + ROWS]})[0]
        for at in range(0, len(features.texts), ROWS)
    ]
    found = np.concatenate(parts)
    return found if bits is None else packed(found)


def sequence_scores(model: SequenceEncoder, features: Features, bits: int | None) -> Scores:
    """The sequence channel."""
    vectors = item_vectors(model, features, bits)
    session = query_graph(model, bits).session()

    def scores(cases: list[Case]) -> Floats:
        queries = [session.run(None, inputs(vectors[case.history]))[0][0] for case in cases]
        return np.maximum(np.stack(queries) @ vectors.T, 0)

    return scores


@dataclass(frozen=True)
class Tuned:
    """Channels of a trial by name, the encoder as `sequence` and unquantized as `float32`; weights by validation."""

    channels: Channels
    parts: dict[str, Scores]
    without: dict[str, float]
    weights: dict[str, float]
    tests: list[Case]


def tune(model: SequenceEncoder, trial: Trial) -> Tuned:
    """Finds the weights that suit the fusion best, with the encoder and without; prints what validation says."""
    shop = trial.shop
    channels = Channels(shop)
    parts, first = _others(channels, trial.orders)
    features = Features.of(shop, shop.known) if trial.orders else Features.bare(shop.vectors)
    rng = np.random.default_rng(5)
    known, tests = _drawn(shop, "validation", CASES, rng), _drawn(shop, "test", trial.tests, rng)
    without = fit(channels, parts, known, first)
    parts["sequence"] = sequence_scores(model, features, BITS)
    weights = fit(channels, parts, known, {**without, "sequence": 0.0})
    before, after, alone = gains(channels, parts, known, [without, weights, ALONE])
    print(
        f"{shop.name}, {trial.seen}: validation {before.mean():.4f} to {after.mean():.4f}, "
        f"the encoder alone {alone.mean():.4f}; weights {_text(without)}, then {_text(weights)}"
    )
    parts["float32"] = sequence_scores(model, features, None)
    return Tuned(channels, parts, without, weights, tests)


def measure(model: SequenceEncoder, trial: Trial) -> Quality:
    """The fusion with the encoder beside the fusion without it, both with the weights that suit them best."""
    tuned = tune(model, trial)
    full = {("float32" if name == "sequence" else name): weight for name, weight in tuned.weights.items()}
    fusions = [tuned.without, tuned.weights, full, ALONE]
    base, found, whole, single = gains(tuned.channels, tuned.parts, tuned.tests, fusions)
    low, high = mean_interval(found)
    gain_low, gain_high = mean_interval(found - base)
    return Quality(
        data=(
            f"Amazon {trial.shop.name} 5-core, {len(tuned.tests):,} test cases, {trial.seen}; "
            f"weights {_text(tuned.weights)}; gain {gain_low:.4f} to {gain_high:.4f}; "
            f"the encoder alone {single.mean():.4f}"
        ),
        measure="NDCG@10",
        value=float(found.mean()),
        low=low,
        high=high,
        float32=float(whole.mean()),
        baseline=float(base.mean()),
        baseline_name="the same fusion without the encoder",
        target=trial.target or 1.05 * float(base.mean()),
    )


def _text(weights: dict[str, float]) -> str:
    return ", ".join(f"{name} {weight:.2g}" for name, weight in weights.items())


def _others(channels: Channels, orders: bool) -> tuple[dict[str, Scores], dict[str, float]]:
    """The channels beside the encoder, and the weights that the search begins with."""
    parts: dict[str, Scores] = {"terms": channels.terms, "semantic": channels.semantic}
    first = {"terms": 1.0, "semantic": 0.2}
    if channels.shop.categories[0]:
        parts, first = {**parts, "category": channels.category}, {**first, "category": 0.05}
    if orders:
        parts |= {"neighbours": channels.neighbours, "popularity": channels.popularity}
        first |= {"neighbours": 5.0, "popularity": 0.05}
    return parts, first


def _drawn(shop: Shop, part: str, count: int, rng: np.random.Generator) -> list[Case]:
    cases = cases_of(shop, part)
    return [cases[at] for at in rng.choice(len(cases), min(count, len(cases)), replace=False)]
