"""python -m recipe --data FOLDER: rebuilds every file of the model."""

import argparse
from pathlib import Path

import torch

from .corpora import Corpora
from .export import export, measure
from .lessons import prepare
from .teacher import Teacher
from .train import Settings, train

DIMENSIONS = 96


def main() -> None:
    parser = argparse.ArgumentParser(prog="recipe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the research data")
    parser.add_argument("--out", type=Path, default=Path("."), help="where the files go")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cache = options.out / ".cache"
    cache.mkdir(parents=True, exist_ok=True)
    settings = Settings()
    corpora = Corpora(options.data)
    start = prepare(corpora, cache, DIMENSIONS, settings.seed)
    table = train(start.table, start.lessons, settings, cache / "checkpoint.pt")
    quality = measure(corpora, Teacher(cache), table, start.tokenizer)
    export(options.out, table, start.tokenizer, quality, settings.seed)
    for figure in quality:
        print(f"{figure.data}: {figure.measure} {figure.value:.4f} "
              f"({figure.low:.4f}–{figure.high:.4f}), float32 {figure.float32:.4f}, "
              f"{figure.baseline_name} {figure.baseline:.4f}")


if __name__ == "__main__":
    main()
