"""What the encoder learns from, and what it is measured on."""

import csv
import gzip
import io
import re
import tarfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

csv.field_size_limit(10**9)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\s[.!?]\s")
ZH_END = re.compile(r"[。！？!?；;，,\s]+")
CATEGORIES_ZH = {
    "书籍": "book", "平板": "tablet computer", "手机": "mobile phone", "水果": "fruit",
    "洗发水": "shampoo", "热水器": "water heater", "蒙牛": "milk", "衣服": "clothes",
    "计算机": "laptop computer", "酒店": "hotel", "外卖": "food delivery",
}  # fmt: skip

Pairs = NDArray[np.int32]


@dataclass(frozen=True)
class Corpus:
    """Texts of one shop or kind, and which of them belong together."""

    name: str
    texts: list[str]
    pairs: Pairs | None = None  # [n, 2] numbers of texts bought after or with one another


def lines(path: Path) -> list[str]:
    """Lines of a gzipped text."""
    with gzip.open(path, "rt", encoding="utf-8-sig", errors="replace") as file:
        return file.read().splitlines()


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Rows of a gzipped table."""
    return list(csv.DictReader(io.StringIO("\n".join(lines(path))), delimiter=delimiter))


def sequences(data: Path, shop: str) -> list[list[int]]:
    """Numbers of products (from 0, in the order of the items file), oldest first, for each user."""
    folder = data / "amazon-sequences"
    split = [line.split()[1:] for line in lines(folder / f"{shop}.sequences.txt.gz") if line]
    if shop != "sports":
        return [[int(item) for item in user] for user in split]
    ids = [line.split(" ", 1)[0] for line in lines(folder / "sports.items.txt.gz") if line]
    number = {id: row for row, id in enumerate(ids)}
    return [[number[item] for item in user if item in number] for user in split]


def titles(data: Path, shop: str) -> list[str]:
    """Titles, with the category's names where the shop has them."""
    folder = data / "amazon-sequences"
    if shop == "sports":
        found = [line.partition(" ")[2] for line in lines(folder / "sports.items.txt.gz") if line]
        return found
    table = [line.split("\t") for line in lines(folder / f"{shop}.items.tsv.gz")[1:] if line]
    if shop == "games":
        return [row[1] for row in table]
    return [f"{row[2]} {_categories(row[3])}" for row in table]


def _categories(paths: str) -> str:
    names = [name for path in paths.split(" || ") for name in path.split(" > ")[1:]]
    return " ".join(dict.fromkeys(names))


def _followers(users: list[list[int]], reach: int = 3) -> Pairs:
    """Products up to `reach` steps apart, without the last two of each user: those are measured on."""
    found = [
        (user[i], user[j])
        for user in (user[:-2] for user in users)
        for i in range(len(user))
        for j in range(i + 1, min(len(user), i + 1 + reach))
        if user[i] != user[j]
    ]
    return np.array(found, np.int32)


def amazon(data: Path, shop: str) -> Corpus:
    """Titles and followers of a shop of which the last two products of each user are kept back."""
    return Corpus(shop, titles(data, shop), _followers(sequences(data, shop)))


def retail(data: Path, seed: int = 1, per_basket: int = 10) -> Corpus:
    """A gift shop's product names and what lay together in a basket."""
    number: dict[str, int] = {}
    baskets: dict[str, set[int]] = {}
    for row in rows(data / "shop-events/online-retail.csv.gz"):
        name = row["Description"].strip()
        if name and name == name.upper() and not row["InvoiceNo"].startswith("C"):
            baskets.setdefault(row["InvoiceNo"], set()).add(number.setdefault(name, len(number)))
    rng = np.random.default_rng(seed)
    pairs = [
        rng.choice(sorted(basket), 2, replace=False)
        for basket in baskets.values()
        if 1 < len(basket) < 40
        for _ in range(min(per_basket, len(basket)))
    ]
    return Corpus("retail", list(number), np.array(pairs, np.int32))


def merchandise(data: Path) -> Corpus:
    """A merchandise shop's names, brands and categories."""
    table = rows(data / "shop-events/merchandise-store.items.csv.gz")
    texts = {f"{row['name']} {row['brand']} {row['category']}" for row in table}
    return Corpus("merchandise", sorted(texts | {row["name"] for row in table}))


def search(data: Path) -> Corpus:
    """Queries and product titles; a pair is a query and a title that people found to the point."""
    table = rows(data / "search/query-product-relevance.csv.gz")
    texts = sorted({row["query"] for row in table} | {row["product_title"] for row in table})
    number = {text: row for row, text in enumerate(texts)}
    good = [row for row in table if float(row["median_relevance"]) >= 4]
    pairs = [(number[row["query"]], number[row["product_title"]]) for row in good]
    return Corpus("search", texts, np.array(pairs, np.int32))


def descriptions(data: Path) -> Corpus:
    """Beginnings of product descriptions."""
    table = rows(data / "search/query-product-relevance.csv.gz")
    found = {row["product_description"][:300] for row in table if row["product_description"]}
    return Corpus("descriptions", sorted(found))


def fashion(data: Path) -> tuple[Corpus, list[set[str]]]:
    """Names of clothes, and the article type of each: those measure, they do not train."""
    with tarfile.open(data / "images-fashion/fashion-60x80.tar.gz") as archive:
        file = archive.extractfile("styles.csv")
        assert file is not None
        table = list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))
    name = "productDisplayName" if "productDisplayName" in table[0] else list(table[0])[-1]
    types: dict[str, set[str]] = {}
    for row in table:
        types.setdefault(row[name], set()).add(row["articleType"])
    return Corpus("fashion", list(types)), list(types.values())


def reviews_english(data: Path, limit: int = 60_000, seed: int = 1) -> Corpus:
    """Sentences of reviews."""
    texts: list[str] = []
    with tarfile.open(data / "reviews-en/fdu-mtl-train.tar.gz") as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member)
            if file is not None:
                texts += [x.partition("\t")[2] or x for x in file.read().decode("utf-8", "replace").splitlines()]
    clothing = rows(data / "reviews-en/womens-clothing.csv.gz")
    texts += [f"{row['Title']}. {row['Review Text']}" for row in clothing]
    polarity = lines(data / "reviews-en/amazon-polarity-8k.train.dat.gz")
    texts += [line.split("$LABEL$")[0] for line in polarity]
    found = {s.strip() for text in texts for s in SENTENCE_END.split(text)}
    sentences = sorted(s for s in found if 15 < len(s) < 200)
    order = np.random.default_rng(seed).permutation(len(sentences))[:limit]
    return Corpus("reviews", [sentences[i] for i in order])


@dataclass(frozen=True)
class ChineseReview:
    """A review and the kind of product it speaks of."""

    category: str
    text: str


def reviews_chinese(data: Path, held_out: bool = False) -> list[ChineseReview]:
    """Every tenth review is held out: it is measured on."""
    folder = data / "reviews-zh"
    shop = rows(folder / "online-shopping-10-categories.csv.gz")
    found = [ChineseReview(row["cat"], row["review"] or "") for row in shop]
    for name, category in (("hotel", "酒店"), ("delivery", "外卖")):
        table = rows(folder / f"{name}.csv.gz")
        found += [ChineseReview(category, row["review"] or "") for row in table]
    return [review for i, review in enumerate(found) if (i % 10 == 9) == held_out]


def ikea(data: Path) -> tuple[list[str], list[set[str]]]:
    """Names with short descriptions, each product once, and its categories."""
    found: dict[str, tuple[str, set[str]]] = {}
    for row in rows(data / "feeds/ikea.csv.gz", ";"):
        text = re.sub(r"\s+", " ", f"{row['name']} {row['short_description'] or ''}")
        found.setdefault(row["item_id"], (text, set()))[1].add(row["category"])
    return [text for text, _ in found.values()], [labels for _, labels in found.values()]


def flipkart(data: Path) -> tuple[list[str], list[set[str]]]:
    """Names, each once, and the first two levels of the category."""
    found: dict[str, set[str]] = {}
    for row in rows(data / "feeds/flipkart-20k.csv.gz"):
        if row["product_name"] not in found:
            found[row["product_name"]] = {" >> ".join(row["category_path"].split(" >> ")[:2])}
    return list(found), list(found.values())
