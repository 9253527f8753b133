"""The network as an ONNX graph: weights of 1×1 convolutions and of heads are in 8 bits, the others stay float32."""

from dataclasses import dataclass

import numpy as np
from sotto_kit import Graph, quantize
from tqdm import tqdm

from .evaluate import Floats
from .network import Block, Conv, Network
from .pictures import Pictures, Rows
from .pixels import HEIGHT, WIDTH, whole

BITS = 8
FLOAT = 1  # ONNX's number of float32
BLOCKS = (64, 32, 16)  # weights that share a scale: the most that divide a row; without one it stays float32


@dataclass(frozen=True)
class Vector:
    """The look-alike vector: principal axes [numbers, FEATURES] around the mean of the trunk's features."""

    axes: Floats
    mean: Floats


class Exporter:
    """A walk through the network, whose values are planes [1, channels, height, width]."""

    def __init__(self, bits: int | None) -> None:
        self.graph = Graph("product-image")
        self._bits = bits
        self._bounds = [self.graph.constant(np.float32(bound)) for bound in (0, 6)]

    def scaled(self, pixels: str) -> str:
        """0 to 255 to about -1 to 1."""
        centred = self.graph.node("Sub", pixels, self.graph.constant(np.full(1, 127.0)))
        return self.graph.node("Mul", centred, self.graph.constant(np.full(1, 1 / 128)))

    def block(self, block: Block, x: str) -> str:
        y = x
        for layer in block.steps:
            y = self.conv(layer, y)
        return self.graph.node("Add", x, y) if block.added else y

    def conv(self, layer: Conv, x: str) -> str:
        conv = layer.conv
        before, after = layer.pads
        y = self.graph.node(
            "Conv",
            x,
            self._filters(conv.weight.detach().contiguous().numpy()),
            self.graph.constant(conv.bias.detach().numpy()),
            group=conv.groups,
            kernel_shape=list(conv.kernel_size),
            strides=list(conv.stride),
            pads=[before, before, after, after],
        )
        return self.graph.node("Clip", y, *self._bounds) if layer.clipped else y

    def linear(self, x: str, weight: Floats, bias: Floats) -> str:
        """`x` [1, columns] times the transpose of `weight`."""
        block = _block(weight.shape[1])
        product = self.graph.matmul(x, np.ascontiguousarray(weight), self._bits if block else None, block)
        return self.graph.node("Add", product, self.graph.constant(bias))

    def _filters(self, weight: Floats) -> str:
        """Filters [outputs, inputs, height, width]; those of one pixel in 8 bits.

        They are unpacked by standard operators, since ONNX Runtime does those over constants once, when it opens a
        model, but GatherBlockQuantized in each run.
        """
        rows = weight.reshape(len(weight), -1)
        block = _block(rows.shape[1])
        if weight.shape[2:] != (1, 1) or self._bits is None or not block:
            return self.graph.constant(weight)
        small = quantize(rows, self._bits, block)
        codes = self.graph.node("Cast", self.graph.constant(small.codes), to=FLOAT)
        centred = self.graph.node("Sub", codes, self.graph.constant(np.full(1, 2.0 ** (self._bits - 1))))
        unpacked = self.graph.node("Mul", centred, self.graph.constant(small.scales[..., None]))
        return self.graph.node("Reshape", unpacked, self.graph.constant(np.array(weight.shape)))


def _block(columns: int) -> int:
    return next((block for block in BLOCKS if columns % block == 0), 0)


def graph(network: Network, temperatures: dict[str, float], vector: Vector, bits: int | None = BITS) -> Graph:
    """`bits` None keeps float32, to measure what quantization costs."""
    walk = Exporter(bits)
    pooled = _pooled(walk, network, walk.graph.input("pixels", "float32", [1, 3, HEIGHT, WIDTH]))
    for name, temperature in temperatures.items():
        head = network.heads[name]
        cooled = [each.detach().numpy() / np.float32(temperature) for each in (head.weight, head.bias)]
        chances = walk.graph.node("Softmax", walk.linear(pooled, *cooled), axis=-1)
        walk.graph.output(chances, name, [1, head.out_features])
    _unit_vector(walk, pooled, vector)
    return walk.graph


def _pooled(walk: Exporter, network: Network, pixels: str) -> str:
    """The trunk's features [1, FEATURES]."""
    x = walk.scaled(pixels)
    for layer in network.layers:
        x = walk.block(layer, x) if isinstance(layer, Block) else walk.conv(layer, x)
    return walk.graph.node("ReduceMean", x, walk.graph.constant(np.array([2, 3])), keepdims=0)


def _unit_vector(walk: Exporter, pooled: str, vector: Vector) -> None:
    projected = walk.linear(pooled, vector.axes, -vector.axes @ vector.mean)
    squares = walk.graph.node("Mul", projected, projected)
    length = walk.graph.node("Sqrt", walk.graph.node("ReduceSum", squares, walk.graph.constant(np.array([1])), keepdims=1))
    walk.graph.output(walk.graph.node("Div", projected, length), "vector", [1, len(vector.axes)])


def answers(model: Graph, pictures: Pictures, rows: Rows) -> dict[str, Floats]:
    """Outputs for whole pictures, asked one at a time as a page does: [rows, numbers]."""
    session = model.session()
    names = [output.name for output in session.get_outputs()]
    found = []
    for row in tqdm(rows, "pictures", mininterval=10):
        pixels = whole(pictures.pixels[row]).astype(np.float32).transpose(2, 0, 1)[None]
        found.append(session.run(names, {"pixels": np.ascontiguousarray(pixels)}))
    return {name: np.concatenate([each[at] for each in found]) for at, name in enumerate(names)}
