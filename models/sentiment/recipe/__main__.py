"""`python -m recipe --data FOLDER` trains, measures and writes the model. Seeded; goes on where it stopped."""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from sotto_kit import GoldenCase, Manifest, write_artifact

from . import corpus, linear, network, report, sentences, teacher, unlabelled
from .export import Polarity, graph, inputs
from .linear import Floats
from .mapping import ASPECTS
from .network import Network
from .reviews import SEED, Part
from .sentences import Sentence

FOLDER = Path(__file__).parent.parent
EPOCHS = 12  # of the aspects' network
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
    aspects = _aspects(data, known, spoken, polarity, cache)
    full, small = graph(polarity, aspects, None), graph(polarity, aspects, BITS)
    without = _polarity(known, cache, held_out=True)
    held_out = tuple(graph(without, aspects, bits) for bits in (None, BITS))
    quality, lines, told = report.measure(known, spoken, (full, small), held_out)
    (cache / "figures.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    golden = [GoldenCase(inputs(text), text) for text in GOLDEN_TEXTS]
    write_artifact(FOLDER, small, _manifest(quality, told), golden)


def _polarity(known: corpus.Corpus, cache: Path, held_out: bool) -> Polarity:
    """Fitted to training reviews and scaled on validation so that its chances are chances; then fitted to both.

    The second fit takes the scale of the first: its own chances on validation would be too sure.
    """
    first, second = (_fitted(known, cache, held_out, parts) for parts in (("train",), ("train", "validation")))
    slope, shift, stars = _scale(first, known, held_out)
    return Polarity(second[0] * slope, second[1] * slope + shift, stars)


def _fitted(known: corpus.Corpus, cache: Path, held_out: bool, parts: tuple[Part, ...]) -> tuple[Floats, float]:
    path = cache / f"polarity-{'-'.join(parts)}{'-held-out' if held_out else ''}.npz"
    if not path.exists():
        features, truth, _ = corpus.arrays(known.rows(held_out, parts))
        weights, bias = linear.fit(features, truth)
        np.savez(path, weights=weights, bias=bias)
    saved = np.load(path)
    return saved["weights"], float(saved["bias"])


def _scale(raw: tuple[Floats, float], known: corpus.Corpus, held_out: bool) -> tuple[float, float, tuple[float, float]]:
    """Platt's scaling of the logit, and the stars' scaling, both on validation."""
    weights, bias = raw
    seen = [*corpus.only(known.domains, "validation"), *corpus.only(known.shop, "validation")]
    features, truth, groups = corpus.arrays(seen)
    kept = ~np.isin(groups, corpus.HELD_OUT) | (not held_out)
    slope, shift = linear.line(features[kept] @ weights + bias, truth[kept])
    rated = corpus.only(known.clothing, "validation")
    logit = corpus.arrays(rated)[0] @ weights + bias
    stars = linear.line(slope * logit + shift, (np.array([row.stars for row in rated]) - 1) / 4)
    return slope, shift, stars


def _aspects(data: Path, known: corpus.Corpus, spoken: list[Sentence], polarity: Polarity, cache: Path) -> Network:
    """The aspects' network; its polarity starts from that of the whole sentence."""
    path = cache / "aspects.pt"
    if not path.exists():
        judged = network.judged_by(spoken)
        rows = [row for row in spoken if row.part == "train"]
        english = [row for row in rows if row.source not in sentences.CHINESE]
        unknown = unlabelled.load(data, known, spoken)
        start = teacher.table([row.text for row in [*english, *unknown]])
        rows += _taught(unknown, english, judged)
        logit = linear.matrix([row.text for row in rows]) @ polarity.weights + np.float32(polarity.bias)
        made = network.train(rows, logit.astype(np.float32), judged, start, EPOCHS, SEED)
        torch.save(made.state_dict(), path)
    model = network.Network()
    model.load_state_dict(torch.load(path))
    return model.eval()


def _taught(unknown: list[Sentence], english: list[Sentence], judged: dict[str, Floats]) -> list[Sentence]:
    """Unlabelled sentences with the chances of a teacher that learnt from the labelled English ones."""
    vectors = teacher.vectors([row.text for row in [*english, *unknown]])
    taught = teacher.teach(vectors[: len(english)], english, judged, SEED)
    chances = teacher.chances(taught, vectors[len(english) :])
    return [replace(row, speaks=speaks) for row, speaks in zip(unknown, chances)]


def _manifest(quality: list, told: np.ndarray) -> Manifest:
    return Manifest(
        id="sentiment",
        version="1.1.0",
        licence="MIT (weights); the data: research use",
        trained_on=[
            "FDU-MTL (Liu et al. 2017), 80 % of each of 16 domains",
            "Amazon polarity, 8,000 reviews (Zhang et al. 2015)",
            "Women's e-commerce clothing reviews (CC0), 80 %",
            "online_shopping_10_cats (ChineseNlpCorpus), 90 %",
            "MEMD-ABSA and ACOS laptop sentences, 70 %",
            "Zhijiang Cup 2019 cosmetics reviews and ABSADatasets Chinese products, 70 %",
            "English aspects also from all-MiniLM-L6-v2 (Apache 2.0): where vectors start, and labels of 15,000 sentences",
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
