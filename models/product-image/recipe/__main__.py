"""`python -m recipe --data FOLDER` trains, measures and writes the model. Seeded; goes on where it stopped."""

import argparse
from pathlib import Path

import torch
from sotto_kit import Manifest, Quality, write_artifact

from . import golden, pictures, report
from .evaluate import pooled_of, temperature
from .export import graph
from .look_alikes import NUMBERS, principal
from .network import Network
from .pictures import Pictures
from .train import train

FOLDER = Path(__file__).parent.parent
SEED = 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="recipe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds images-clothing/, images-fashion/")
    data = parser.parse_args().data
    torch.set_num_threads(1)
    cache = FOLDER / ".cache"
    cache.mkdir(exist_ok=True)
    clothing, studio = pictures.clothing(data), pictures.studio(data)
    network = train(clothing, studio, cache, SEED).eval()
    temperatures = {**_temperatures(network, clothing), **_temperatures(network, studio)}
    known = studio.parts["train"][: report.MOST_KNOWN]
    vector = principal(pooled_of(network, studio, known, fast=True))
    full, small = (graph(network, temperatures, vector, bits) for bits in (None, 8))
    quality, lines = report.measure(clothing, studio, (full, small), cache)
    (cache / "figures.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    write_artifact(FOLDER, small, _manifest(clothing, studio, quality), golden.cases())


def _temperatures(network: Network, known: Pictures) -> dict[str, float]:
    """Chosen on the part for choices."""
    rows = known.parts["choice"]
    pooled = torch.from_numpy(pooled_of(network, known, rows))
    with torch.no_grad():
        return {
            name: temperature(network.heads[name](pooled).numpy(), labels[rows])
            for name, labels in known.labels.items()
        }


def _manifest(clothing: Pictures, studio: Pictures, quality: list[Quality]) -> Manifest:
    return Manifest(
        id="product-image",
        version="1.1.0",
        licence="MIT (weights), from EfficientNet-Lite0 (Apache 2.0); the data: CC0 and research use",
        trained_on=[
            "clothing-dataset-small (alexeygrigorev), nine tenths of its training part, CC0",
            "Fashion Product Images (Small), eight tenths of 22,000",
            "EfficientNet-Lite0 on ImageNet",
        ],
        seed=SEED,
        units={
            "pixels": "red, green, blue, 0 to 255; rows from the top, columns from the left",
            "clothing": "chances, sum 1, of settings.clothing, for photographs by users",
            "category": "chances, sum 1, of settings.category, for studio photographs",
            "article": "chances, sum 1, of settings.article, for studio photographs",
            "vector": f"unit vector of {NUMBERS} numbers: look-alikes have a high dot product",
        },
        settings={**clothing.names, **studio.names},
        quality=quality,
    )


if __name__ == "__main__":
    main()
