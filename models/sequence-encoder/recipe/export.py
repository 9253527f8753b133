"""Both parts as ONNX graphs: products at pack time, and one history; `ages` are L-1 .. 0, the newest event has age 0."""

import math

import numpy as np
import torch
from sotto_kit import Graph
from torch import nn

from .data import Floats
from .model import HIDDEN, LONGEST, Layer, SequenceEncoder

BITS = 8
BLOCK = 32


def items_graph(model: SequenceEncoder, bits: int | None = BITS) -> Graph:
    """Inputs `features` [products, 384] and `sales` [products, 2]; output `vectors` [products, 64]."""
    made, items, shape = Graph("sequence-items"), model.items, model.shape
    texts = made.input("features", "float32", ["products", shape.texts])
    sales = made.input("sales", "float32", ["products", items.widen_sales.in_features])
    wide = made.node("Add", _linear(made, items.widen, texts, bits), _linear(made, items.widen_sales, sales, None))
    straight = made.node("Add", _linear(made, items.straight, texts, bits), _linear(made, items.straight_sales, sales, None))
    total = made.node("Add", straight, _linear(made, items.narrow, made.node("Relu", wide), bits))
    made.output(_unit(made, total), "vectors", ["products", shape.vector])
    return made


def query_graph(model: SequenceEncoder, bits: int | None = BITS) -> Graph:
    """Inputs `vectors` [events, 64] and `ages` [events]; output `query` [1, 64]."""
    made, size = Graph("sequence-encoder"), model.shape.vector
    vectors = made.input("vectors", "float32", ["events", size])
    ages = made.input("ages", "int64", ["events"])
    logits = made.node("Gather", made.constant(_array(model.decay)), ages)
    shares = made.node("Unsqueeze", made.node("Softmax", logits, axis=-1), made.constant(np.array([0])))
    mean = made.node("Mul", made.node("MatMul", shares, vectors), made.constant(_array(model.share).reshape(1)))
    scaled = made.node("Mul", vectors, made.constant(np.array([math.sqrt(size)], np.float32)))
    x = _linear(made, model.enter, scaled, bits)
    for layer in model.layers:
        x = _layer(made, layer, x, ages, bits)  # type: ignore[arg-type]
    last = made.node("Slice", x, *(made.constant(np.array([at])) for at in (-1, 2**31 - 1, 0)))
    answer = _linear(made, model.leave, _normalised(made, model.last, last), bits)
    made.output(_unit(made, made.node("Add", mean, answer)), "query", [1, size])
    return made


def _unit(made: Graph, rows: str) -> str:
    square = made.node("ReduceSum", made.node("Mul", rows, rows), made.constant(np.array([1])), keepdims=1)
    length = made.node("Sqrt", made.node("Add", square, made.constant(np.array([1e-12], np.float32))))
    return made.node("Div", rows, length)


def _layer(made: Graph, layer: Layer, x: str, ages: str, bits: int | None) -> str:
    width = layer.join.in_features
    inside = _normalised(made, layer.before, x)
    weights = _array(layer.project.weight).reshape(3, width, width)
    biases = _array(layer.project.bias).reshape(3, width)
    shape = made.constant(np.array([-1, layer.heads, width // layer.heads]))
    parts = []
    for weight, bias, order in zip(weights, biases, ([1, 0, 2], [1, 2, 0], [1, 0, 2]), strict=True):
        part = made.node("Add", made.matmul(inside, weight, bits, BLOCK), made.constant(bias))
        parts.append(made.node("Transpose", made.node("Reshape", part, shape), perm=order))
    scale = made.constant(np.array([math.sqrt(layer.heads / width)], np.float32))
    logits = made.node("Mul", made.node("MatMul", parts[0], parts[1]), scale)
    logits = made.node("Add", logits, _distances(made, layer, ages))
    looked = made.node("MatMul", made.node("Softmax", logits, axis=-1), parts[2])
    flat = made.constant(np.array([-1, width]))
    joined = made.node("Reshape", made.node("Transpose", looked, perm=[1, 0, 2]), flat)
    x = made.node("Add", x, _linear(made, layer.join, joined, bits))
    wide = made.node("Relu", _linear(made, layer.widen, _normalised(made, layer.between, x), bits))
    return made.node("Add", x, _linear(made, layer.narrow, wide, bits))


def _distances(made: Graph, layer: Layer, ages: str) -> str:
    """[heads, events, events]: what is newer than the place that looks is hidden."""
    places = np.arange(LONGEST)
    older = places[None, :] - places[:, None]  # age of what is looked at less age of the place that looks
    table = np.where(older >= 0, _array(layer.distance)[:, np.maximum(older, 0)], HIDDEN)
    rows = made.node("Gather", made.constant(table.transpose(1, 2, 0).astype(np.float32)), ages)
    both = made.node("Gather", made.node("Transpose", rows, perm=[1, 0, 2]), ages)
    return made.node("Transpose", both, perm=[2, 1, 0])


def _normalised(made: Graph, norm: nn.LayerNorm, x: str) -> str:
    scale, shift = made.constant(_array(norm.weight)), made.constant(_array(norm.bias))
    return made.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=norm.eps)


def _linear(made: Graph, linear: nn.Linear, x: str, bits: int | None) -> str:
    product = made.matmul(x, _array(linear.weight), bits, BLOCK)
    return product if linear.bias is None else made.node("Add", product, made.constant(_array(linear.bias)))


def _array(values: torch.Tensor) -> Floats:
    return values.detach().numpy()


def inputs(history: Floats) -> dict[str, np.ndarray]:
    """Of the vectors of a history, oldest first."""
    newest = history[-LONGEST:]
    return {"vectors": newest, "ages": np.arange(len(newest))[::-1].copy()}
