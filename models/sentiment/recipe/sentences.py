"""Sentences with the aspects that they speak of, split by seed; a text is in one part only."""

import csv
import io
import json
import random
import tarfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .mapping import ASPECTS, COSMETICS, english, term
from .reviews import SEED, Part, members
from .text import key

Opinion = tuple[str, str, str | None, float]  # set, text, aspect, polarity
POLARITY = {
    "POS": 1.0, "NEG": 0.0, "NEU": 0.5, "2": 1.0, "1": 0.5, "0": 0.0, "正面": 1.0, "负面": 0.0, "中性": 0.5,
    "Positive": 1.0, "Negative": 0.0, "Neutral": 0.5,
}  # fmt: skip
CHINESE = ("cosmetics", "products")  # sets
PRODUCTS = ("camera", "car", "notebook", "phone", "hair")


@dataclass(frozen=True)
class Sentence:
    """`speaks` is 1 for each aspect spoken of; `positive` the mean polarity there, NaN elsewhere."""

    source: str
    text: str
    speaks: np.ndarray
    positive: np.ndarray
    part: Part


def load(data: Path) -> list[Sentence]:
    """All sets: 70/10/20 of each by text. ACOS and MEMD laptop sentences that are the same get one part."""
    found: dict[str, list[Opinion]] = defaultdict(list)
    for opinion in [*_memd(data), *_laptops(data), *_cosmetics(data), *_products(data)]:
        found[key(opinion[1])].append(opinion)
    sets: dict[str, list[str]] = defaultdict(list)
    for known in sorted(found):
        sets[found[known][0][0]].append(known)
    rows = []
    for source in sorted(sets):
        random.Random(SEED).shuffle(sets[source])
        count = len(sets[source])
        for at, known in enumerate(sets[source]):
            part: Part = "train" if at < 0.7 * count else "validation" if at < 0.8 * count else "test"
            rows += _sentences(found[known], part)
    return rows


def _sentences(opinions: list[Opinion], part: Part) -> list[Sentence]:
    """One sentence for each set that has it; none where no opinion has an aspect of ours."""
    rows = []
    for source in dict.fromkeys(opinion[0] for opinion in opinions):
        given = defaultdict(list)
        for name, _, aspect, polarity in opinions:
            if name == source and aspect:
                given[aspect].append(polarity)
        positive = np.array([np.mean(given[a]) if a in given else np.nan for a in ASPECTS], np.float32)
        if given:
            rows.append(Sentence(source, opinions[0][1], (~np.isnan(positive)).astype(np.float32), positive, part))
    return rows


def _memd(data: Path) -> Iterable[Opinion]:
    for name, text in members(data / "aspects-en/memd-absa.tar.gz", ".json"):
        domain = name.split(".")[0]
        for row in json.loads(text):
            for quad in row["quadruples"]:
                polarity = POLARITY[quad["sentiment"]]
                yield f"MEMD {domain}", row["raw_words"], english(domain, quad["category"]), polarity


def _laptops(data: Path) -> Iterable[Opinion]:
    for part in ("train", "dev"):
        for line in (data / f"aspects-en/laptop_quad_{part}.tsv").read_text(encoding="utf-8").splitlines():
            text, *quads = line.split("\t")
            for _, category, polarity, _ in (quad.split(" ") for quad in quads):
                yield "ACOS laptop", text, english("Laptop", category), POLARITY[polarity]


def _cosmetics(data: Path) -> Iterable[Opinion]:
    with tarfile.open(data / "aspects-zh/cosmetics.tar.gz") as tar:
        files = {
            Path(name).name: list(csv.DictReader(io.StringIO(tar.extractfile(name).read().decode("utf-8-sig"))))
            for name in tar.getnames()
            if Path(name).name.startswith("Train_")
        }
    texts = {row["id"]: row["Reviews"] for row in files["Train_reviews.csv"]}
    for row in files["Train_labels.csv"]:
        yield "cosmetics", texts[row["id"]], COSMETICS.get(row["Categories"]), POLARITY[row["Polarities"]]


def _products(data: Path) -> Iterable[Opinion]:
    for name, text in members(data / "aspects-zh/products.tar.gz", ".train.txt"):
        lines = text.removeprefix("\ufeff").replace("\r", "").split("\n")
        if name in PRODUCTS:
            for words, span, polarity in zip(lines[0::3], lines[1::3], lines[2::3]):
                whole = words.replace("$T$", span).replace(" ", "")
                yield "products", whole, term(span.replace(" ", "")), POLARITY[polarity.strip()]
