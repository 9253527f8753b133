"""What every training recipe needs: quantization, ONNX graphs, artifacts, intervals."""

from .artifact import GoldenCase, Manifest, Quality, write_artifact
from .bootstrap import interval, mean_interval
from .graph import Graph
from .quantize import Quantized, quantize

__all__ = [
    "GoldenCase",
    "Graph",
    "Manifest",
    "Quality",
    "Quantized",
    "interval",
    "mean_interval",
    "quantize",
    "write_artifact",
]
