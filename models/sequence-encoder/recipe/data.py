"""Shops as vectors of their products and sequences of numbers. Nothing of them is kept but weights."""

import gzip
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import onnxruntime
from numpy.typing import NDArray

Floats = NDArray[np.float32]
NAMES = ("games", "sports", "beauty")
ENCODER = Path(__file__).parents[2] / "text-encoder"
CLIPS = (1.0, 0.9, 0.8, 0.7, 0.6)


@dataclass(frozen=True)
class Shop:
    """`sequences` are numbers of products, oldest first; the last is test, the one before validation."""

    name: str
    titles: list[str]
    categories: list[str]  # empty where the shop has none
    sequences: list[list[int]]
    vectors: Floats  # [products, dimensions], as a shop's pack has them
    ordered: bool  # False where the order of a sequence says nothing: the training part is shuffled

    @property
    def known(self) -> list[list[int]]:
        """The training part."""
        return [items[:-2] for items in self.sequences]


def load(root: Path, name: str, cache: Path) -> Shop:
    """One of {@link NAMES} below `root`; vectors are computed once."""
    ids, titles, categories = _items(root / "amazon-sequences", name)
    place = {item: at for at, item in enumerate(ids)}
    with gzip.open(root / f"amazon-sequences/{name}.sequences.txt.gz", "rt") as lines:
        sequences = [[place[item] for item in line.split()[1:] if item in place] for line in lines]
    stored = cache / f"vectors-{name}.npy"
    if not stored.exists():
        np.save(stored, packed(centred(encode(titles))))
    ordered = name != "sports"  # whose sequences are sorted by product id
    if not ordered:
        rng = np.random.default_rng(9)
        sequences = [[*rng.permutation(items[:-2]).tolist(), *items[-2:]] for items in sequences]
    return Shop(name, titles, categories, sequences, np.load(stored), ordered)


def _items(folder: Path, name: str) -> tuple[list[str], list[str], list[str]]:
    if name == "sports":
        with gzip.open(folder / "sports.items.txt.gz", "rt") as lines:
            parts = [line.rstrip("\n").partition(" ") for line in lines]
        return [part[0] for part in parts], [part[2] for part in parts], [""] * len(parts)
    with gzip.open(folder / f"{name}.items.tsv.gz", "rt") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines][1:]
    if name == "games":
        return [row[0] for row in rows], [row[1] for row in rows], [""] * len(rows)
    return [row[0] for row in rows], [row[2] for row in rows], [row[3].split(" || ")[0] for row in rows]


def encode(titles: list[str]) -> Floats:
    """Vectors by the text encoder as it is shipped; zeros for a title without letters or digits."""
    entries = (ENCODER / "vocabulary.txt").read_text("utf-8").splitlines()
    tokenizer = _tokenizer().Tokenizer(entries)
    session = onnxruntime.InferenceSession(str(ENCODER / "model.onnx"))
    width = session.get_outputs()[0].shape[1]
    found = np.zeros((len(titles), width), np.float32)
    for at, title in enumerate(titles):
        ids = tokenizer.encode(title)
        if ids:
            found[at] = session.run(None, {"ids": np.array(ids, np.int64)})[0][0]
    return found


def _tokenizer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("text_tokenizer", ENCODER / "recipe/tokenizer.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(ENCODER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def centred(vectors: Floats) -> Floats:
    """Less what all have in common; zeros stay zeros."""
    said = np.abs(vectors).sum(1, keepdims=True) > 0
    return np.where(said, vectors - vectors.mean(0), 0).astype(np.float32)


def packed(vectors: Floats) -> Floats:
    """What a pack keeps: four bits a number, length 1."""
    largest = np.maximum(np.abs(vectors).max(1, keepdims=True), 1e-12)
    best = np.zeros_like(vectors)
    closest = np.full((len(vectors), 1), -np.inf)
    for clip in CLIPS:
        codes = np.clip(np.round(vectors * 7 / (clip * largest)), -7, 7)
        unit = codes / np.maximum(np.linalg.norm(codes, axis=1, keepdims=True), 1e-9)
        cosine = (unit * vectors).sum(1, keepdims=True)
        best, closest = np.where(cosine > closest, unit, best), np.maximum(closest, cosine)
    return best.astype(np.float32)
