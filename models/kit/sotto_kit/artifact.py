"""Writes what a model is shipped as: model.onnx, manifest.json, golden.json."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from .graph import Array, Graph, run

FORMAT = "sotto-model"
FORMAT_VERSION = 1
LONG = 10_000  # numbers of a golden input from which on equal ones that follow one another are written once
TYPE_NAMES = {"tensor(float)": "float32", "tensor(int64)": "int64", "tensor(bool)": "bool"}


@dataclass(frozen=True)
class Quality:
    """One measured figure on data that training never saw."""

    data: str  # which data, which part of it
    measure: str  # e.g. "NDCG@10", "accuracy"
    value: float  # of the quantized model
    low: float  # 95 % interval
    high: float
    float32: float  # the same before quantization
    baseline: float | None = None
    baseline_name: str | None = None
    target: float | None = None


@dataclass(frozen=True)
class Manifest:
    """What the manifest says beyond what the files themselves say."""

    id: str
    version: str  # semantic: the first number changes with inputs or outputs
    licence: str
    trained_on: Sequence[str]
    seed: int
    units: Mapping[str, str]  # for each input and output what its numbers mean
    quality: Sequence[Quality]
    settings: Mapping[str, Any] = field(default_factory=dict)  # what the model's class must know


@dataclass(frozen=True)
class GoldenCase:
    """Inputs whose outputs every runtime must give, and the text or events they stand for."""

    inputs: Mapping[str, Array]
    source: Any = None


def write_artifact(
    folder: Path,
    graph: Graph,
    manifest: Manifest,
    golden: Sequence[GoldenCase],
    files: Mapping[str, Path] | None = None,
) -> None:
    """`files` are further files of the model by role, such as `vocabulary`, that lie in `folder`."""
    model = folder / "model.onnx"
    model.write_bytes(graph.build().SerializeToString())
    session = graph.session()
    described = {
        "format": FORMAT,
        "formatVersion": FORMAT_VERSION,
        "id": manifest.id,
        "version": manifest.version,
        "files": {
            role: _entry(path) for role, path in {"model": model, **(files or {})}.items()
        },
        "inputs": [_value(value, manifest.units) for value in session.get_inputs()],
        "outputs": [_value(value, manifest.units) for value in session.get_outputs()],
        "settings": dict(manifest.settings),
        "licence": manifest.licence,
        "trainedOn": list(manifest.trained_on),
        "seed": manifest.seed,
        "quality": [_quality(figure) for figure in manifest.quality],
    }
    pretty = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / "manifest.json").write_text(pretty + "\n", encoding="utf-8")
    cases = [
        {
            **({} if case.source is None else {"source": case.source}),
            "inputs": {name: _tensor(value) for name, value in case.inputs.items()},
            "outputs": {name: _tensor(value) for name, value in run(session, case.inputs).items()},
        }
        for case in golden
    ]
    compact = json.dumps({"tolerance": 1e-3, "cases": cases}, ensure_ascii=False, separators=(",", ":"))
    (folder / "golden.json").write_text(compact + "\n", encoding="utf-8")


def _entry(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {"path": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _value(value: Any, units: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": value.name,
        "type": TYPE_NAMES[value.type],
        "shape": list(value.shape),
        "unit": units[value.name],
    }


def _quality(figure: Quality) -> dict[str, Any]:
    names = {"baseline_name": "baselineName"}
    return {
        names.get(name, name): round(value, 5) if isinstance(value, float) else value
        for name, value in asdict(figure).items()
        if value is not None
    }


def _tensor(value: Array) -> dict[str, Any]:
    described = {"type": str(np.dtype(value.dtype)), "shape": list(value.shape)}
    flat = value.reshape(-1)
    if len(flat) < LONG:
        return {**described, "data": _numbers(flat)}
    starts = np.flatnonzero(np.diff(flat, prepend=np.nan))
    counts = np.diff(starts, append=len(flat)).tolist()
    return {**described, "runs": [each for run in zip(_numbers(flat[starts]), counts, strict=True) for each in run]}


def _numbers(flat: Array) -> list[float] | list[int]:
    return [float(f"{number:.7g}") for number in flat] if flat.dtype.kind == "f" else flat.tolist()

