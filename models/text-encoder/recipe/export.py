"""Writes the quantized model and measures it once on what training never saw."""

from pathlib import Path

import numpy as np
from sotto_kit import GoldenCase, Graph, Manifest, Quality, mean_interval, quantize, write_artifact

from .corpora import Corpora
from .evaluate import cases_of, ndcg, same_kind
from .lessons import unit
from .model import Floats, encode_all
from .teacher import Teacher
from .tokenizer import Tokenizer

BITS = 4
BLOCK = 32
GOLDEN_TEXTS = (
    "Neutrogena Healthy Skin Anti-Wrinkle Cream, 1 Ounce",
    "women's running shoes",
    "iPhone手机壳 质量很好",
    "x",
)


def export(folder: Path, table: Floats, tokenizer: Tokenizer, quality: list[Quality], seed: int) -> None:
    """model.onnx, vocabulary.txt, manifest.json, golden.json in `folder`."""
    vocabulary = folder / "vocabulary.txt"
    vocabulary.write_text("\n".join(tokenizer.entries) + "\n", encoding="utf-8")
    graph = Graph("text-encoder")
    rows = graph.gather(table, graph.input("ids", "int64", ["pieces"]), BITS, BLOCK)
    axes = graph.constant(np.array([0]))
    total = graph.node("ReduceSum", rows, axes, keepdims=1)
    square = graph.node("ReduceSum", graph.node("Mul", total, total), graph.constant(np.array([1])), keepdims=1)
    length = graph.node("Sqrt", graph.node("Add", square, graph.constant(np.array([1e-12], np.float32))))
    graph.output(graph.node("Div", total, length), "vector", [1, table.shape[1]])
    golden = [
        GoldenCase({"ids": np.array(tokenizer.encode(text), np.int64)}, text) for text in GOLDEN_TEXTS
    ]
    manifest = Manifest(
        id="text-encoder",
        version="1.0.0",
        licence="MIT; taught by all-MiniLM-L6-v2 (Apache 2.0)",
        trained_on=[
            "titles of Amazon Video Games and Sports 5-core, and which were bought by one shopper",
            "UCI Online Retail (CC BY 4.0): descriptions and baskets to September 2011",
            "CrowdFlower search relevance: queries and titles",
            "Fashion Product Images: names of products",
            "Google merchandise store (GA4 sample): names of products",
            "women's clothing reviews (CC0), FDU-MTL reviews: sentences",
            "ChineseNlpCorpus: shop, hotel and delivery reviews",
        ],
        seed=seed,
        units={
            "ids": "rows of the table: 256 + line of vocabulary.txt from 0, or a code point modulo 256",
            "vector": "a vector of length 1; the cosine of two says how alike their texts are",
        },
        quality=quality,
        settings={"dimensions": int(table.shape[1])},
    )
    write_artifact(folder, graph, manifest, golden, {"vocabulary": vocabulary})


def measure(corpora: Corpora, teacher: Teacher, table: Floats, tokenizer: Tokenizer) -> list[Quality]:
    """Beauty, IKEA and Flipkart: nothing of them was learnt from."""
    small = quantize(table, BITS, BLOCK).floats
    beauty = corpora.shop("beauty")
    figures = [_fused(beauty, table, small, tokenizer)]
    for name in ("ikea", "flipkart"):
        names, kinds = corpora.feed(name)
        values = {
            version: same_kind(_vectors(version_table, names, tokenizer), kinds)
            for version, version_table in (("small", small), ("float32", table))
        }
        taught = same_kind(teacher.vectors(name, names), kinds)
        low, high = mean_interval(values["small"])
        figures.append(
            Quality(
                data=f"{name} feed, 3,000 products drawn at random",
                measure="share of the ten nearest products that are of the same category",
                value=float(values["small"].mean()),
                low=low,
                high=high,
                float32=float(values["float32"].mean()),
                baseline=float(taught.mean()),
                baseline_name="all-MiniLM-L6-v2",
                target=float(taught.mean()),
            )
        )
    return figures


def _vectors(table: Floats, texts: list[str], tokenizer: Tokenizer) -> Floats:
    vectors = encode_all(table, [tokenizer.encode(text) for text in texts])
    return unit(vectors - vectors.mean(0))


def _fused(beauty, table: Floats, small: Floats, tokenizer: Tokenizer) -> Quality:  # noqa: ANN001
    """The weight of meaning is the one that validation items like best."""
    vectors = _vectors(small, beauty.titles, tokenizer)
    validation = ndcg(beauty, cases_of(beauty, "validation"), vectors)
    weight = max(validation, key=lambda each: float(validation[each].mean()))
    tests = cases_of(beauty, "test")
    found = ndcg(beauty, tests, vectors)
    plain = ndcg(beauty, tests, _vectors(table, beauty.titles, tokenizer))[weight]
    low, high = mean_interval(found[weight])
    return Quality(
        data=f"Amazon Beauty 5-core, test, words and meaning at {weight} of them, no orders",
        measure="NDCG@10",
        value=float(found[weight].mean()),
        low=low,
        high=high,
        float32=float(plain.mean()),
        baseline=float(found[0.0].mean()),
        baseline_name="words alone",
        target=0.049,
    )
