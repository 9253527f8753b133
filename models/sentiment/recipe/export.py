"""The graph: n-gram weights for polarity, n-gram vectors for aspects."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sotto_kit import Graph
from sotto_kit.graph import run

from .linear import BITS
from .network import BITS as VECTOR_BITS
from .network import Network
from .text import numbers

Floats = NDArray[np.float32]
BLOCK = 32


@dataclass(frozen=True)
class Polarity:
    """`weights` [2^20] and `bias` give the logit; `stars` are slope and shift of the stars' logit."""

    weights: Floats
    bias: float
    stars: tuple[float, float]


def inputs(text: str) -> dict[str, NDArray[np.int64]]:
    """Where the weight (row, column) and the vector (id) of each n-gram of a text lie."""
    found = numbers(text)
    bucket = found & (2**BITS - 1)
    return {"rows": bucket >> 5, "columns": bucket & 31, "ids": found & (2**VECTOR_BITS - 1)}


def graph(polarity: Polarity, aspects: Network, bits: int | None) -> Graph:
    """`bits` None keeps float32."""
    made = Graph("sentiment")
    rows, columns, ids = (made.input(name, "int64", ["grams"]) for name in ("rows", "columns", "ids"))
    chosen = made.node("Gather", made.constant(np.eye(BLOCK, dtype=np.float32)), columns)
    scale = made.node("Sqrt", _sum(made, _sum(made, chosen, 1), 0))
    table = polarity.weights.reshape(-1, BLOCK)
    weights = made.node("Mul", made.gather(table, rows, bits, BLOCK), chosen)
    total = made.node("Div", _sum(made, _sum(made, weights, 1), 0), scale)
    logit = _plus(made, total, np.array([[polarity.bias]]))
    made.output(made.node("Sigmoid", logit), "polarity", [1, 1])
    slope, shift = polarity.stars
    four = made.node("Sigmoid", _plus(made, _times(made, logit, slope), np.array([[shift]])))
    made.output(_plus(made, _times(made, four, 4), np.ones((1, 1))), "stars", [1, 1])
    _aspects(made, aspects, ids, scale, logit, bits)
    return made


def _aspects(made: Graph, model: Network, ids: str, scale: str, logit: str, bits: int | None) -> None:
    value = {name: tensor.detach().numpy() for name, tensor in model.state_dict().items()}
    vectors = made.gather(value["table.weight"], ids, bits, BLOCK)
    total = made.node("Div", _sum(made, vectors, 0), scale)
    most = made.node("ReduceMax", vectors, made.constant(np.array([0])), keepdims=1)
    both = made.node("Concat", total, most, axis=1)
    wide = _plus(made, made.matmul(both, value["hidden.weight"]), value["hidden.bias"][None])
    hidden = made.node("Relu", wide)
    answers = {
        name: _plus(made, made.matmul(hidden, value[f"{name}.weight"]), value[f"{name}.bias"][None])
        for name in ("speaks", "praises")
    }
    whole = made.node("Mul", logit, made.constant(value["share"][None]))
    answers["praises"] = made.node("Add", answers["praises"], whole)
    for name, output in (("speaks", "aspects"), ("praises", "praise")):
        made.output(made.node("Sigmoid", answers[name]), output, [1, value["share"].size])


def _sum(made: Graph, value: str, axis: int) -> str:
    return made.node("ReduceSum", value, made.constant(np.array([axis])), keepdims=1)


def _plus(made: Graph, value: str, number: NDArray) -> str:
    return made.node("Add", value, made.constant(number))


def _times(made: Graph, value: str, number: float) -> str:
    return made.node("Mul", value, made.constant(np.array([number], np.float32)))


def answers(made: Graph, texts: list[str]) -> dict[str, Floats]:
    """Outputs by ONNX Runtime, one row for each text."""
    session = made.session()
    rows = [run(session, inputs(text)) for text in texts]
    return {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}
