"""`python -m recipe --data FOLDER` trains, measures and writes the model. Seeded; goes on where it stopped."""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from sotto_kit import GoldenCase, Manifest, write_artifact

from . import corpus, linear, measures, network, report, sentences
from .export import Polarity, answers, graph, inputs
from .mapping import ASPECTS
from .reviews import SEED

FOLDER = Path(__file__).parent.parent
STRENGTH = 10.0  # of the linear model, chosen on validation
BITS = 4
GOLDEN_TEXTS = (
    "Does n't fit, and the fabric feels cheap. I sent it back!",
    "Great sound and an easy setup; delivery took two days.",
    "物流很快，质量也不错，就是价格有点贵。",
    "Beautiful colour",
    "",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="recipe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds reviews-en/ and the others")
    data = parser.parse_args().data
    torch.set_num_threads(1)
    cache = FOLDER / ".cache"
    cache.mkdir(exist_ok=True)
    known = corpus.load(data)
    polarity = _polarity(known, cache, held_out=False)
    spoken = sentences.load(data)
    aspects = _aspects(spoken, polarity, cache)
    full, small = graph(polarity, aspects, None), graph(polarity, aspects, BITS)
    without = _polarity(known, cache, held_out=True)
    held_out = tuple(graph(without, aspects, bits) for bits in (None, BITS))
    quality, lines, told = report.measure(known, spoken, (full, small), held_out)
    (cache / "figures.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    golden = [GoldenCase(inputs(text), text) for text in GOLDEN_TEXTS]
    write_artifact(FOLDER, small, _manifest(quality, told), golden)


def _polarity(known: corpus.Corpus, cache: Path, held_out: bool) -> Polarity:
    """Fitted to training reviews, then scaled on validation so that its chances are chances."""
    path = cache / f"polarity{'-held-out' if held_out else ''}.npz"
    if not path.exists():
        features, truth, _ = corpus.arrays(known.rows(held_out))
        weights, bias = linear.fit(features, truth, STRENGTH)
        np.savez(path, weights=weights, bias=bias)
    saved = np.load(path)
    raw = Polarity(saved["weights"], float(saved["bias"]), (1.0, 0.0))
    return _scaled(raw, known, held_out)


def _scaled(raw: Polarity, known: corpus.Corpus, held_out: bool) -> Polarity:
    """Platt's scaling of the logit, and the stars' scaling, both on validation."""
    seen = [*corpus.only(known.domains, "validation"), *corpus.only(known.shop, "validation")]
    features, truth, groups = corpus.arrays(seen)
    kept = ~np.isin(groups, corpus.HELD_OUT) | (not held_out)
    slope, shift = linear.line(features[kept] @ raw.weights + raw.bias, truth[kept])
    rated = corpus.only(known.clothing, "validation")
    logit = corpus.arrays(rated)[0] @ raw.weights + raw.bias
    stars = linear.line(slope * logit + shift, (np.array([row.stars for row in rated]) - 1) / 4)
    return replace(raw, weights=raw.weights * slope, bias=raw.bias * slope + shift, stars=stars)


def _aspects(spoken: list[sentences.Sentence], polarity: Polarity, cache: Path) -> network.Network:
    """The aspects' network; its polarity starts from that of the whole sentence."""
    path = cache / "aspects.pt"
    rows = [row for row in spoken if row.part == "train"]
    if not path.exists():
        logit = linear.matrix([row.text for row in rows]) @ polarity.weights + np.float32(polarity.bias)
        made = network.train(rows, logit.astype(np.float32), network.judged_by(spoken), seed=SEED)
        torch.save(made.state_dict(), path)
    model = network.Network()
    model.load_state_dict(torch.load(path))
    return model.eval()


def _manifest(quality: list, told: np.ndarray) -> Manifest:
    return Manifest(
        id="sentiment",
        version="1.0.0",
        licence="MIT (weights); the data: research use",
        trained_on=[
            "FDU-MTL (Liu et al. 2017), 70 % of each of 16 domains",
            "Amazon polarity, 8,000 reviews (Zhang et al. 2015)",
            "Women's e-commerce clothing reviews (CC0), 70 %",
            "online_shopping_10_cats (ChineseNlpCorpus), 80 %",
            "MEMD-ABSA and ACOS laptop sentences, 70 %",
            "Zhijiang Cup 2019 cosmetics reviews and ABSADatasets Chinese products, 70 %",
        ],
        seed=SEED,
        units={
            "rows": "hash of each different n-gram: bits 5 to 19",
            "columns": "hash of each different n-gram: bits 0 to 4",
            "ids": "hash of each different n-gram: bits 0 to 15",
            "polarity": "chance, 0 to 1, that the text praises",
            "stars": "expected stars, 1 to 5",
            "aspects": f"chance, 0 to 1, that the text speaks of {', '.join(ASPECTS)}",
            "praise": "chance, 0 to 1, that what it says of the aspect is praise; means nothing where it doesn't",
        },
        settings={"aspects": list(ASPECTS), "tellFrom": [round(float(each), 2) for each in told]},
        quality=quality,
    )


if __name__ == "__main__":
    main()
