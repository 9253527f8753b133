"""The network as an ONNX graph: 1×1 convolutions are matrix products with weights in 8 bits, the others stay float32."""

from dataclasses import dataclass

import numpy as np
from sotto_kit import Graph
from tqdm import tqdm

from .evaluate import Floats
from .network import Block, Conv, Network
from .pictures import Pictures, Rows
from .pixels import HEIGHT, WIDTH, whole

BITS = 8
BLOCKS = (64, 32, 16)  # columns that share a scale: the largest that divides a matrix; without one it stays float32


@dataclass(frozen=True)
class Vector:
    """The look-alike vector: principal axes [numbers, FEATURES] around the mean of the trunk's features."""

    axes: Floats
    mean: Floats


class Exporter:
    """A walk through the network; a value lies as planes [1, C, H, W] or as rows [H·W, C]."""

    def __init__(self, bits: int | None) -> None:
        self.graph = Graph("product-image")
        self._bits = bits
        self._bounds = [self.graph.constant(np.float32(bound)) for bound in (0, 6)]

    def scaled(self, pixels: str) -> str:
        """0 to 255 to about -1 to 1."""
        centred = self.graph.node("Sub", pixels, self.graph.constant(np.full(1, 127.0)))
        return self.graph.node("Mul", centred, self.graph.constant(np.full(1, 1 / 128)))

    def planes(self, layer: Conv, x: str) -> str:
        """A convolution over planes."""
        conv = layer.conv
        weight, bias = (self.graph.constant(each.detach().contiguous().numpy()) for each in (conv.weight, conv.bias))
        before, after = layer.pads
        kernel, stride = list(conv.kernel_size), list(conv.stride)
        pads = [before, before, after, after]
        y = self.graph.node(
            "Conv", x, weight, bias, group=conv.groups, kernel_shape=kernel, strides=stride, pads=pads
        )
        return self.clipped(y)

    def rows(self, layer: Conv, x: str) -> str:
        """A 1×1 convolution over rows."""
        y = self.linear(x, layer.conv.weight.detach().flatten(1).numpy(), layer.conv.bias.detach().numpy())
        return self.clipped(y) if layer.clipped else y

    def linear(self, x: str, weight: Floats, bias: Floats) -> str:
        block = next((each for each in BLOCKS if weight.shape[1] % each == 0), None)
        product = self.graph.matmul(x, np.ascontiguousarray(weight), self._bits if block else None, block or 0)
        return self.graph.node("Add", product, self.graph.constant(bias))

    def clipped(self, x: str) -> str:
        return self.graph.node("Clip", x, *self._bounds)

    def to_rows(self, planes: str, channels: int) -> str:
        flat = self.graph.node("Reshape", planes, self.graph.constant(np.array([channels, -1])))
        return self.graph.node("Transpose", flat, perm=[1, 0])

    def to_planes(self, rows: str, channels: int, height: int, width: int) -> str:
        turned = self.graph.node("Transpose", rows, perm=[1, 0])
        return self.graph.node("Reshape", turned, self.graph.constant(np.array([1, channels, height, width])))

    def block(self, block: Block, x: str, height: int, width: int) -> str:
        """Rows to rows; `height` and `width` are those of x."""
        *widen, depthwise, narrow = block.steps
        y = self.rows(widen[0], x) if widen else x
        channels = depthwise.conv.in_channels
        y = self.planes(depthwise, self.to_planes(y, channels, height, width))
        y = self.rows(narrow, self.to_rows(y, channels))
        return self.graph.node("Add", x, y) if block.added else y


def graph(network: Network, temperatures: dict[str, float], vector: Vector, bits: int | None = BITS) -> Graph:
    """`bits` None keeps float32, to measure what quantization costs."""
    walk = Exporter(bits)
    pixels = walk.graph.input("pixels", "float32", [1, 3, HEIGHT, WIDTH])
    pooled = _pooled(walk, network, pixels)
    for name, head in network.heads.items():
        cooled = [each.detach().numpy() / np.float32(temperatures[name]) for each in (head.weight, head.bias)]
        chances = walk.graph.node("Softmax", walk.linear(pooled, *cooled), axis=-1)
        walk.graph.output(chances, name, [1, head.out_features])
    _unit_vector(walk, pooled, vector)
    return walk.graph


def _pooled(walk: Exporter, network: Network, pixels: str) -> str:
    stem, *blocks, last = network.layers
    height, width = HEIGHT // 2, WIDTH // 2
    x = walk.to_rows(walk.planes(stem, walk.scaled(pixels)), stem.conv.out_channels)
    for block in blocks:
        x = walk.block(block, x, height, width)
        stride = block.steps[-2].conv.stride[0]
        height, width = height // stride, width // stride
    return walk.graph.node("ReduceMean", walk.rows(last, x), walk.graph.constant(np.array([0])), keepdims=1)


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
