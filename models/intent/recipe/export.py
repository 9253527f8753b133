"""The network as an ONNX graph of plain operators, weights in 8 bits."""

import numpy as np
from sotto_kit import Graph

from .calibration import ByStep
from .network import Floats, Network

BITS = 8
STEPS_FEATURE = 1
OUTPUTS = {"purchase": (0, 1), "leave": (1, 2), "stage": (2, 5)}


def graph(network: Network, by_step: ByStep, features: int, bits: int | None = BITS) -> Graph:
    """`bits` None keeps float32, to measure what quantization costs."""
    model = Graph("intent")
    given = model.input("features", "float32", [1, features])
    encoded = _encode(model, given, network)
    hidden = model.matmul(encoded, network.first, bits)
    hidden = model.node("Relu", model.node("Add", hidden, model.constant(network.first_bias)))
    logits = model.node(
        "Add",
        model.node("Add", model.matmul(encoded, network.skip, bits), model.constant(network.bias)),
        model.matmul(hidden, network.second, bits),
    )
    for name, (start, end) in OUTPUTS.items():
        part = _columns(model, logits, start, end)
        if name == "purchase":
            part = _calibrate(model, part, _columns(model, given, STEPS_FEATURE, STEPS_FEATURE + 1), by_step)
        value = model.node("Softmax", part, axis=-1) if name == "stage" else model.node("Sigmoid", part)
        model.output(value, name, [1, end - start])
    return model


def _columns(model: Graph, value: str, start: int, end: int) -> str:
    return model.node("Slice", value, *(model.constant(np.array([number])) for number in (start, end, 1)))


def _calibrate(model: Graph, logit: str, steps: str, by_step: ByStep) -> str:
    def line(slope: float, start: float) -> str:
        sloped = model.node("Mul", steps, model.constant(np.array([slope])))
        return model.node("Add", sloped, model.constant(np.array([start])))

    scaled = model.node("Mul", logit, line(by_step.scale_slope, by_step.scale))
    return model.node("Add", scaled, line(by_step.offset_slope, by_step.offset))


def _encode(model: Graph, features: str, network: Network) -> str:
    """Ramps cut to 0 to 1: min(1, r) is 1 - relu(1 - r)."""
    encoding = network.encoding
    column = model.node("Reshape", features, model.constant(np.array([-1, 1])))
    spread = model.node("Gather", column, model.constant(encoding.feature), axis=0)
    row = model.node("Reshape", spread, model.constant(np.array([1, -1])))
    above = model.node("Sub", row, model.constant(encoding.low))
    ramps = model.node("Relu", model.node("Mul", above, model.constant(encoding.slope)))
    one = model.constant(np.ones(1, np.float32))
    return model.node("Sub", one, model.node("Relu", model.node("Sub", one, ramps)))


def answers(model: Graph, x: Floats) -> dict[str, Floats]:
    """Outputs for each row, asked one at a time as a page does: [rows, outputs]."""
    session = model.session()
    rows = [session.run(list(OUTPUTS), {"features": row[None]}) for row in x]
    return {name: np.concatenate([row[at] for row in rows]) for at, name in enumerate(OUTPUTS)}
