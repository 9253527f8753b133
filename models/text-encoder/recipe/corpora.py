"""Texts to learn words from: titles of products, queries, reviews. Nothing of them is kept but weights."""

import gzip
import tarfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import regex
from numpy.typing import NDArray

Pairs = NDArray[np.int64]  # [pairs, 2]: rows of titles


@dataclass(frozen=True)
class Shop:
    """Titles of a shop, and what its shoppers had one after the other (numbers of titles)."""

    titles: list[str]
    sequences: list[list[int]]

    @cached_property
    def known(self) -> list[list[int]]:
        """Sequences without their last two, which are validation and test."""
        return [items[:-2] for items in self.sequences]


class Corpora:
    """Reads what lies under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def shop(self, name: str) -> Shop:
        """`beauty`, `games` or `sports`."""
        folder = self.root / "amazon-sequences"
        ids, titles = (_sports if name == "sports" else _table)(folder, name)
        place = {item: at for at, item in enumerate(ids)}
        with gzip.open(folder / f"{name}.sequences.txt.gz", "rt") as lines:
            sequences = [
                [place[item] for item in line.split()[1:] if item in place] for line in lines
            ]
        return Shop(titles, sequences)

    def feed(self, name: str) -> tuple[list[str], list[str]]:
        """Names and categories of `ikea`, `flipkart` or `fashion`, each product once."""
        if name == "ikea":
            table = pd.read_csv(self.root / "feeds/ikea.csv.gz", sep=";", encoding="utf-8-sig")
            table = table.drop_duplicates("item_id")
            spaced = table["short_description"].str.replace(r"\s+", " ", regex=True)
            return (table["name"] + " " + spaced).tolist(), table["category"].tolist()
        if name == "flipkart":
            table = pd.read_csv(self.root / "feeds/flipkart-20k.csv.gz")
            table = table.drop_duplicates("product_name")
            steps = table["category_path"].str.split(" >> ").str[:2].str.join(" > ")
            return table["product_name"].tolist(), steps.tolist()
        with tarfile.open(self.root / "images-fashion/fashion-60x80.tar.gz") as archive:
            table = pd.read_csv(archive.extractfile("styles.csv"))  # type: ignore[arg-type]
        table = table.dropna(subset="productDisplayName").drop_duplicates("productDisplayName")
        return table["productDisplayName"].tolist(), table["articleType"].tolist()

    def search(self) -> list[tuple[str, str, float]]:
        """Query, title and relevance from 1 to 4."""
        table = pd.read_csv(self.root / "search/query-product-relevance.csv.gz")
        columns = table[["query", "product_title", "median_relevance"]].dropna()
        return list(columns.itertuples(index=False, name=None))

    def baskets(self) -> Shop:
        """The gift shop's descriptions and invoices, until October 2011."""
        path = self.root / "shop-events/online-retail.csv.gz"
        rows = pd.read_csv(path, encoding="latin1").dropna(subset="Description")
        rows = rows[(rows["Quantity"] > 0) & (rows["InvoiceDate"] < "2011-10")]
        codes, titles = pd.factorize(rows["Description"].str.strip())
        groups = rows.assign(code=codes).groupby("InvoiceNo")["code"]
        # The last two of a sequence are held back elsewhere; baskets have no last one.
        sequences = [[*dict.fromkeys(items), -1, -1] for items in groups.agg(list)]
        return Shop(list(titles), sequences)

    def merchandise(self) -> list[str]:
        """Names of a merchandise shop's products."""
        table = pd.read_csv(self.root / "shop-events/merchandise-store.items.csv.gz")
        return table["name"].dropna().drop_duplicates().tolist()

    def english_reviews(self) -> list[str]:
        """Sentences of 4 to 40 words."""
        texts = pd.read_csv(self.root / "reviews-en/womens-clothing.csv.gz")["Review Text"].dropna()
        sentences = [part for text in texts for part in _sentences(text)]
        with tarfile.open(self.root / "reviews-en/fdu-mtl-train.tar.gz") as archive:
            for member in archive.getmembers():
                if member.name.endswith(".train"):
                    lines = archive.extractfile(member).read().decode("utf-8", "replace")  # type: ignore[union-attr]
                    for line in lines.split("\n"):
                        sentences += _sentences(line.partition("\t")[2])
        return sentences

    def chinese_reviews(self) -> tuple[list[str], list[str]]:
        """Reviews of at least eight characters, and what each is about."""
        folder = self.root / "reviews-zh"
        shop = pd.read_csv(folder / "online-shopping-10-categories.csv.gz").dropna()
        reviews, about = shop["review"].tolist(), shop["cat"].tolist()
        for name in ("hotel", "delivery"):
            more = pd.read_csv(folder / f"{name}.csv.gz").dropna()["review"].tolist()
            reviews += more
            about += [name] * len(more)
        kept = [(text, kind) for text, kind in zip(reviews, about, strict=True) if len(text) >= 8]
        return [text for text, _ in kept], [kind for _, kind in kept]


def _table(folder: Path, name: str) -> tuple[list[str], list[str]]:
    with gzip.open(folder / f"{name}.items.tsv.gz", "rt") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines][1:]
    return [row[0] for row in rows], [row[2 if name == "beauty" else 1] for row in rows]


def _sports(folder: Path, name: str) -> tuple[list[str], list[str]]:
    with gzip.open(folder / f"{name}.items.txt.gz", "rt") as lines:
        rows = [line.rstrip("\n").partition(" ") for line in lines]
    return [row[0] for row in rows], [row[2] for row in rows]


def _sentences(text: str) -> list[str]:
    parts = regex.split(r"(?<=[.!?;])\s+", text)
    return [part for part in parts if 4 <= part.count(" ") + 1 <= 40]


def pairs_of(shop: Shop, window: int) -> Pairs:
    """Titles that one shopper had at most `window` places apart, of the known part."""
    found = [
        (items[first], items[second])
        for items in shop.known
        for first in range(len(items))
        for second in range(first + 1, min(len(items), first + 1 + window))
    ]
    return np.array(found, dtype=np.int64)
