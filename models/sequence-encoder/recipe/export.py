"""The encoder as an ONNX graph for one history; `ages` are L-1 .. 0, so that the newest event has age 0."""

import math

import numpy as np
import torch
from sotto_kit import Graph
from torch import nn

from .data import Floats
from .model import HIDDEN, LONGEST, Layer, SequenceEncoder

BITS = 8
BLOCK = 32


def graph(model: SequenceEncoder, dimensions: int, bits: int | None = BITS) -> Graph:
    """Inputs `vectors` [events, dimensions], `kinds`, `gaps`, `ages` [events]; output `query` [1, dimensions]."""
    made = Graph("sequence-encoder")
    vectors = made.input("vectors", "float32", ["events", dimensions])
    kinds, gaps, ages = (made.input(name, "int64", ["events"]) for name in ("kinds", "gaps", "ages"))
    logits = made.node("Gather", made.constant(_array(model.decay)), ages)
    shares = made.node("Unsqueeze", made.node("Softmax", logits, axis=-1), made.constant(np.array([0])))
    mean = made.node("MatMul", shares, vectors)
    scaled = made.node("Mul", vectors, made.constant(np.array([math.sqrt(dimensions)], np.float32)))
    x = _linear(made, model.enter, scaled, bits)
    x = made.node("Add", x, made.gather(_array(model.kinds), kinds))
    x = made.node("Add", x, made.gather(_array(model.gaps), gaps))
    for layer in model.layers:
        x = _layer(made, layer, x, ages, bits)  # type: ignore[arg-type]
    last = made.node("Slice", x, *(made.constant(np.array([at])) for at in (-1, 2**31 - 1, 0)))
    answer = _linear(made, model.leave, _normalised(made, model.last, last), bits)
    total = made.node("Add", _linear(made, model.turn, mean, bits), answer)
    square = made.node("ReduceSum", made.node("Mul", total, total), made.constant(np.array([1])), keepdims=1)
    length = made.node("Sqrt", made.node("Add", square, made.constant(np.array([1e-12], np.float32))))
    made.output(made.node("Div", total, length), "query", [1, dimensions])
    return made


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
    """Of the vectors of a history, oldest first, with kinds and gaps unknown."""
    newest = history[-LONGEST:]
    unknown = np.zeros(len(newest), np.int64)
    return {"vectors": newest, "kinds": unknown, "gaps": unknown, "ages": np.arange(len(newest))[::-1].copy()}
