"""`python -m recipe --data FOLDER` trains, measures and writes the model. Seeded; goes on where it stopped."""

import argparse
from pathlib import Path

import numpy as np
import torch
from sotto_kit import GoldenCase, Manifest, Quality, write_artifact

from .data import NAMES, Floats, load
from .export import inputs, items_graph, query_graph
from .measure import Trial, measure, tune
from .model import LONGEST, SequenceEncoder
from .train import Settings, train

FOLDER = Path(__file__).parent.parent
UNSEEN = Settings(epochs=4, bare=0.5)  # Games and Sports alone, to measure on a shop it never saw
SHIPPED = Settings(epochs=12)


def main() -> None:
    parser = argparse.ArgumentParser(prog="recipe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds amazon-sequences/")
    data = parser.parse_args().data
    torch.set_num_threads(1)
    cache = FOLDER / ".cache"
    cache.mkdir(exist_ok=True)
    games, sports, beauty = (load(data, name, cache) for name in NAMES)
    shipped = train([(games, 110), (sports, 60), (beauty, 170)], SHIPPED, cache / "checkpoint-shipped.pt")
    seen = "its training part seen"
    quality = [
        measure(shipped, Trial(beauty, seen, orders=True, target=0.068)),
        measure(shipped, Trial(sports, seen, orders=True, target=0.033, tests=10_000)),
        measure(shipped, Trial(games, seen, orders=True, tests=10_000)),
    ]
    apart = train([(games, 120), (sports, 120)], UNSEEN, cache / "checkpoint-unseen.pt")
    tune(apart, Trial(beauty, "never seen", orders=False))
    tune(apart, Trial(beauty, "never seen, packed with its orders", orders=True))
    for figure in quality:
        print(figure)
    write(shipped, quality)


def write(model: SequenceEncoder, quality: list[Quality]) -> None:
    """model.onnx, items.onnx, manifest.json, golden.json. Golden histories are random directions."""
    items = FOLDER / "items.onnx"
    items.write_bytes(items_graph(model).build().SerializeToString())
    size = model.shape.vector
    manifest = Manifest(
        id="sequence-encoder",
        version="2.1.0",
        licence="MIT (weights); the data: research use",
        trained_on=["training parts of Amazon Video Games, Sports and Beauty 5-core: sequences and titles"],
        seed=SHIPPED.seed,
        units={
            "vectors": "of the newest events, oldest first: unit vectors by items.onnx, as the pack keeps them",
            "ages": "events that came after: events - 1 down to 0",
            "query": "unit vector; its cosine with a product's vector says how likely that comes next",
        },
        settings={"dimensions": size, "longest": LONGEST, "textDimensions": model.shape.texts // 4},
        quality=quality,
    )
    golden = [_golden(size, events) for events in (1, 2, 7, LONGEST)]
    write_artifact(FOLDER, query_graph(model), manifest, golden, {"items": items})


def _golden(dimensions: int, events: int) -> GoldenCase:
    drawn: Floats = np.random.default_rng(events).normal(size=(events, dimensions)).astype(np.float32)
    return GoldenCase(inputs(drawn / np.linalg.norm(drawn, axis=1, keepdims=True)))


if __name__ == "__main__":
    main()
