"""`python -m recipe --data FOLDER` trains, measures and writes the model. Seeded; goes on where it stopped."""

import argparse
from pathlib import Path

import numpy as np
import torch
from sotto_kit import GoldenCase, Manifest, Quality, write_artifact

from .data import NAMES, Floats, load
from .export import graph, inputs
from .measure import measure
from .model import KINDS, LONGEST, SequenceEncoder
from .train import Settings, train

FOLDER = Path(__file__).parent.parent
UNSEEN = Settings(steps=1_500)  # Games and Sports alone, to measure on a shop it never saw
SHIPPED = Settings(steps=1_700)


def main() -> None:
    parser = argparse.ArgumentParser(prog="recipe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds amazon-sequences/")
    data = parser.parse_args().data
    torch.set_num_threads(1)
    cache = FOLDER / ".cache"
    cache.mkdir(exist_ok=True)
    shops = {name: load(data, name, cache) for name in NAMES}
    apart = train([shops["games"], shops["sports"]], UNSEEN, cache / "checkpoint-a.pt")
    shipped = train(list(shops.values()), SHIPPED, cache / "checkpoint-b.pt")
    quality = [
        measure(shops["beauty"], apart, "never seen", orders=False),
        measure(shops["beauty"], shipped, "its training part seen", orders=True, target=0.068),
        measure(shops["sports"], shipped, "its training part seen", orders=True, target=0.033),
    ]
    for figure in quality:
        print(figure)
    write(shipped, quality)


def write(model: SequenceEncoder, quality: list[Quality]) -> None:
    """model.onnx, manifest.json, golden.json. Golden histories are random directions."""
    dimensions = model.turn.in_features
    manifest = Manifest(
        id="sequence-encoder",
        version="1.0.0",
        licence="MIT (weights); the data: research use",
        trained_on=["training parts of Amazon Video Games, Sports and Beauty 5-core: sequences and titles"],
        seed=SHIPPED.seed,
        units={
            "vectors": "of the newest events, oldest first: unit vectors of the text encoder less their mean",
            "kinds": f"kind of event, 0 to {KINDS - 1}: 0 is unknown, the only one that was trained",
            "gaps": "time since the event before, 0 to 15: 0 is unknown, the only one that was trained",
            "ages": "events that came after: events - 1 down to 0",
            "query": "unit vector; its cosine with a product's vector says how likely that comes next",
        },
        settings={"dimensions": dimensions, "longest": LONGEST},
        quality=quality,
    )
    write_artifact(FOLDER, graph(model, dimensions), manifest, [_golden(dimensions, n) for n in (1, 2, 7, LONGEST)])


def _golden(dimensions: int, events: int) -> GoldenCase:
    drawn: Floats = np.random.default_rng(events).normal(size=(events, dimensions)).astype(np.float32)
    return GoldenCase(inputs(drawn / np.linalg.norm(drawn, axis=1, keepdims=True)))


if __name__ == "__main__":
    main()
