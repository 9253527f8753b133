"""A small builder of ONNX graphs: each call adds one node and gives the name of its result."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper

from .quantize import quantize

MICROSOFT = "com.microsoft"
OPSET = 21
IR_VERSION = 10
TYPES = {"float32": TensorProto.FLOAT, "int64": TensorProto.INT64, "bool": TensorProto.BOOL}

Array = NDArray[Any]
Shape = Sequence[int | str]


class Graph:
    """An ONNX model in the making."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes: list[onnx.NodeProto] = []
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._constants: list[onnx.TensorProto] = []

    def input(self, name: str, type: str, shape: Shape) -> str:
        """`type` is `float32`, `int64` or `bool`; a name in `shape` is a dimension that varies."""
        self._inputs.append(helper.make_tensor_value_info(name, TYPES[type], shape))
        return name

    def output(self, value: str, name: str, shape: Shape, type: str = "float32") -> None:
        """Makes `value` the output called `name`."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, TYPES[type], shape))

    def constant(self, value: Array) -> str:
        """float32, int64 or uint8, as the array is; float64 becomes float32."""
        array = np.asarray(value)
        if array.dtype == np.float64:
            array = array.astype(np.float32)
        name = f"c{len(self._constants)}"
        self._constants.append(onnx.numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, op: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """The first output of an operator."""
        name = f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(op, list(inputs), [name], domain=domain, **attributes))
        return name

    def matmul(self, x: str, weight: Array, bits: int | None = None, block: int = 32) -> str:
        """`x` [.., columns] times the transpose of `weight` [rows, columns]; `bits` None keeps float32."""
        if bits is None:
            return self.node("MatMul", x, self.constant(np.ascontiguousarray(weight.T)))
        rows, columns = weight.shape
        small = quantize(weight, bits, block)
        return self.node(
            "MatMulNBits",
            x,
            self.constant(small.packed),
            self.constant(small.scales.reshape(-1)),
            domain=MICROSOFT,
            K=columns,
            N=rows,
            bits=bits,
            block_size=block,
        )

    def gather(self, table: Array, ids: str, bits: int | None = None, block: int = 32) -> str:
        """Rows `ids` of `table` [rows, columns]; `bits` None keeps float32."""
        if bits is None:
            return self.node("Gather", self.constant(table), ids)
        small = quantize(table, bits, block)
        return self.node(
            "GatherBlockQuantized",
            self.constant(small.packed.reshape(len(table), -1)),
            ids,
            self.constant(small.scales),
            domain=MICROSOFT,
            gather_axis=0,
            quantize_axis=1,
            block_size=block,
            bits=bits,
        )

    def build(self) -> onnx.ModelProto:
        """The checked model."""
        graph = helper.make_graph(
            self._nodes, self._name, self._inputs, self._outputs, self._constants
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return model

    def session(self) -> onnxruntime.InferenceSession:
        """The model in ONNX Runtime, for measuring what shops will run."""
        return onnxruntime.InferenceSession(self.build().SerializeToString())


def run(session: onnxruntime.InferenceSession, inputs: Mapping[str, Array]) -> dict[str, Array]:
    """All outputs by name."""
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, dict(inputs)), strict=True))
