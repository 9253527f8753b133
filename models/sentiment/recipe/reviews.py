"""Reviews with their polarity, split by seed; a text is in one part only."""

import csv
import gzip
import io
import random
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .text import key

Part = Literal["train", "validation", "test"]
HELD_OUT = ("camera_photo", "kitchen_housewares", "software", "sports_outdoors")
SEED = 1


@dataclass(frozen=True)
class Review:
    """`positive` is 1 or 0; `group` is the domain or the shop's category."""

    group: str
    positive: int
    text: str
    part: Part
    stars: int = 0


def members(archive: Path, suffix: str) -> Iterator[tuple[str, str]]:
    """Stem and text of the archive's files, by name."""
    with tarfile.open(archive) as tar:
        for name in sorted(name for name in tar.getnames() if name.endswith(suffix)):
            yield Path(name).name.removesuffix(suffix), tar.extractfile(name).read().decode("utf-8", "replace")


def parts(rows: list[Review], train: float, validation: float) -> list[Review]:
    """The rows shuffled and dealt out by the given shares; the rest is test."""
    shuffled = sorted(rows, key=lambda row: key(row.text))
    random.Random(SEED).shuffle(shuffled)
    first, second = int(train * len(rows)), int((train + validation) * len(rows))
    name = lambda at: "train" if at < first else "validation" if at < second else "test"
    return [Review(row.group, row.positive, row.text, name(at), row.stars) for at, row in enumerate(shuffled)]


def unique(rows: Iterable[Review], seen: set[str]) -> list[Review]:
    """Rows whose text is not in `seen`, which grows."""
    kept = []
    for row in rows:
        known = key(row.text)
        if known and known not in seen:
            seen.add(known)
            kept.append(row)
    return kept


def domains(data: Path, seen: set[str]) -> list[Review]:
    """FDU-MTL, 70/10/20 in each of 16 domains."""
    rows: list[Review] = []
    for group, text in members(data / "reviews-en/fdu-mtl-train.tar.gz", ".task.train"):
        lines = [line.split("\t", 1) for line in text.split("\n") if "\t" in line]
        found = [Review(group, int(label), words, "train") for label, words in lines]
        rows += parts(unique(found, seen), 0.7, 0.1)
    return rows


def unlabelled(data: Path, seen: set[str]) -> list[Review]:
    """FDU-MTL texts without a label (`positive` is 0 and means nothing)."""
    files = members(data / "reviews-en/fdu-mtl-train.tar.gz", ".task.unlabel")
    return unique((Review(group, 0, line.strip(), "train") for group, text in files for line in text.split("\n")), seen)


def amazon(data: Path, seen: set[str]) -> list[Review]:
    with gzip.open(data / "reviews-en/amazon-polarity-8k.train.dat.gz", "rt") as lines:
        rows = [line.rsplit("$LABEL$", 1) for line in lines if "$LABEL$" in line]
    return unique((Review("amazon", int(label), text, "train") for text, label in rows), seen)


def clothing(data: Path, seen: set[str]) -> list[Review]:
    """Clothing with stars, 70/10/20; positive from 4 stars on."""
    rows = _table(data / "reviews-en/womens-clothing.csv.gz")
    found = (
        Review("clothing", int(int(row["Rating"]) > 3), f"{row['Title']}. {row['Review Text']}", "train", int(row["Rating"]))
        for row in rows
    )
    return parts(unique(found, seen), 0.7, 0.1)


def shop(data: Path, seen: set[str]) -> list[Review]:
    """online_shopping_10_cats, 8:1:1."""
    rows = _table(data / "reviews-zh/online-shopping-10-categories.csv.gz")
    return parts(unique((Review(r["cat"], int(r["label"]), r["review"], "train") for r in rows), seen), 0.8, 0.1)


def _table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8"))))
