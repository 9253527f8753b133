"""The two sets of pictures, their labels and their parts."""

import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from PIL import Image

from .pixels import Bytes

SPLIT_SEED = 2026
HINTS = ("gender", "usage", "baseColour")  # columns that help training and are no outputs
RAREST = 10  # pictures a studio label has at least; the others can't be told and count as wrong
UNKNOWN = -1

Labels = NDArray[np.int64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Pictures:
    """Pictures of different sizes, RGB, with a label for each question (`UNKNOWN` where none is learnt)."""

    pixels: list[Bytes]
    labels: dict[str, Labels]
    names: dict[str, list[str]]
    parts: dict[str, Rows]  # train, choice, test
    hints: dict[str, Labels]  # further labels that training learns as well
    colours: list[str]  # base colour, "" where not known


def _images(path: Path) -> Iterator[tuple[str, Bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.endswith(".jpg"):
                data = archive.extractfile(member).read()
                yield member.name, np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def _encoded(values: list[str], rarest: int) -> tuple[Labels, list[str]]:
    counts = pd.Series(values).value_counts()
    names = sorted(counts.index[counts >= rarest])
    number = {name: at for at, name in enumerate(names)}
    return np.array([number.get(value, UNKNOWN) for value in values]), names


def clothing(data: Path) -> Pictures:
    """Photographs by users. The given validation part is the test; a seeded tenth of train is for choices."""
    found = sorted(_images(data / "images-clothing" / "clothing-160px.tar"), key=lambda each: each[0])
    folders = [name.split("/")[-3:-1] for name, _ in found]
    labels, names = _encoded([label for _, label in folders], 1)
    given = np.array([part for part, _ in folders])
    train = np.random.default_rng(SPLIT_SEED).permutation(np.flatnonzero(given == "train"))
    cut = len(train) // 10
    parts = {"train": train[cut:], "choice": train[:cut], "test": np.flatnonzero(given == "validation")}
    return Pictures(
        [pixels for _, pixels in found], {"clothing": labels}, {"clothing": names}, parts, {}, [""] * len(found)
    )


def studio(data: Path) -> Pictures:
    """Product photographs of a shop, split 8:1:1 by a seed."""
    folder = data / "images-fashion"
    images = {Path(name).stem: pixels for name, pixels in _images(folder / "fashion-60x80.tar.gz")}
    table = _table(folder / "fashion-60x80.tar.gz")
    table = table[table["id"].isin(images)].sort_values("id").reset_index(drop=True)
    category, categories = _encoded(table["subCategory"].tolist(), RAREST)
    article, articles = _encoded(table["articleType"].tolist(), RAREST)
    order = np.random.default_rng(SPLIT_SEED).permutation(len(table))
    tenth = len(order) // 10
    parts = {"test": order[:tenth], "choice": order[tenth : 2 * tenth], "train": order[2 * tenth :]}
    return Pictures(
        [images[each] for each in table["id"]],
        {"category": category, "article": article},
        {"category": categories, "article": articles},
        parts,
        {name: _encoded(table[name].tolist(), RAREST)[0] for name in HINTS},
        table["baseColour"].fillna("").tolist(),
    )


def _table(path: Path) -> pd.DataFrame:
    with tarfile.open(path) as archive:
        text = archive.extractfile("styles.csv").read()
    return pd.read_csv(io.BytesIO(text), dtype=str, on_bad_lines="skip")
