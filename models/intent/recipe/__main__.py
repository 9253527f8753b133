"""`python -m recipe --data FOLDER` measures, trains and writes the model. Seeded; goes on where it stopped."""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from sotto_kit import GoldenCase, Graph, Manifest, Quality, write_artifact

from . import examples, report, running_visits, whole_visits
from .export import BITS, OUTPUTS, answers, graph
from .features import PRICE_FLOOR, features
from .measures import area_under_curve, calibration_error, ranked
from .network import Floats
from .running_visits import Visits
from .visits import STAGES, derive

FOLDER = Path(__file__).parent.parent
SEED = 1
SOURCE = "DATA MINING CUP 2013 (prudsys AG), steps of visits of one shop; research use"


def main() -> None:
    parser = argparse.ArgumentParser(prog="recipe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds intent/")
    data = parser.parse_args().data
    torch.set_num_threads(1)
    cache = FOLDER / ".cache"
    cache.mkdir(exist_ok=True)
    learn, held_out, price = running_visits.split(data)
    compared = running_visits.compare(learn, cache)
    by_step = running_visits.calibration(learn, compared["network"], np.arange(len(learn.x)))
    compared["network"] = running_visits.calibrated(learn, compared["network"])
    lines = _compared(learn, compared)
    model = running_visits.fit(learn, SEED)
    boosting = running_visits.boosted(learn, held_out.x, SEED)
    graphs = [graph(model, by_step, held_out.x.shape[1], bits) for bits in (None, BITS)]
    float32, quantized = (_row_answers(each, held_out.x) for each in graphs)
    lines += _held_out(held_out, float32, quantized, boosting)
    for page_values in (True, False):
        lines += ["", f"## Whole visits (UCI), {'with' if page_values else 'without'} PageValues", ""]
        lines += report.whole_visit_rows(*whole_visits.compare(data, page_values, cache))
    figures = "\n".join(lines)
    (cache / "figures.md").write_text(figures + "\n", encoding="utf-8")
    print(figures)
    quality = _quality(held_out, float32, quantized, boosting)
    _write(graphs[1], _manifest(learn, price, quality), price)


def _compared(learn: Visits, compared: dict[str, Floats]) -> list[str]:
    network, boosting = compared["network"], compared["boosting"]
    return [
        "## Running visits, repeated nested cross-validation",
        "",
        *report.purchase_rows(learn, network, boosting),
        "",
        *report.leave_rows(learn, network, boosting),
        "",
        *report.stage_rows(learn, network),
    ]


def _held_out(seen: Visits, float32: Floats, quantized: Floats, boosting: Floats) -> list[str]:
    lines = ["", "## Running visits held out, as shipped"]
    for name, model in {"8 bits": quantized, "float32": float32}.items():
        lines += [
            "",
            f"### {name}",
            "",
            *report.purchase_rows(seen, model[None], boosting[None]),
            "",
            *report.leave_rows(seen, model[None], boosting[None]),
            "",
            *report.stage_rows(seen, model[None]),
        ]
    return lines


def _row_answers(model: Graph, x: Floats) -> Floats:
    """[steps, 5] by ONNX Runtime."""
    parts = answers(model, x)
    return np.concatenate([parts[name] for name in OUTPUTS], 1)


def _quality(seen: Visits, float32: Floats, quantized: Floats, boosting: Floats) -> list[Quality]:
    figures = []
    for count in report.STEPS:
        rows = np.flatnonzero((seen.number == count) | (count is None))
        truth = seen.goal.purchase[rows]
        own, full, other = (ranked(model[rows, 0]) for model in (quantized, float32, boosting))
        low, high = report.visit_interval(lambda at: area_under_curve(truth[at], own[at]), seen.visit[rows])
        figures.append(
            Quality(
                data=f"visits held out, {f'after step {count}' if count else 'all steps'}",
                measure="AUC of purchase",
                value=area_under_curve(truth, own),
                low=low,
                high=high,
                float32=area_under_curve(truth, full),
                baseline=area_under_curve(truth, other),
                baseline_name="gradient boosting on the same features",
            )
        )
    truth, visit = seen.goal.purchase, seen.visit
    low, high = report.visit_interval(lambda at: calibration_error(truth[at], quantized[at, 0]), visit)
    error = [calibration_error(truth, model[:, 0]) for model in (quantized, float32, boosting)]
    names = {"data": "visits held out, all steps", "measure": "calibration error of purchase"}
    known = {"baseline": error[2], "baseline_name": "gradient boosting on the same features"}
    figures.append(
        Quality(**names, value=error[0], low=low, high=high, float32=error[1], target=0.02, **known)
    )
    return figures


def _manifest(learn: Visits, price: float, quality: list[Quality]) -> Manifest:
    first = learn.number == 1
    return Manifest(
        id="intent",
        version="1.0.0",
        licence="MIT (weights); the data: research use",
        trained_on=[SOURCE],
        seed=SEED,
        units={
            "features": "see settings.features and the model card",
            "purchase": "chance, 0 to 1, that this visit ends in a purchase",
            "leave": "chance, 0 to 1, that this step is the last of the visit",
            "stage": f"chances, sum 1, of what comes next: {', '.join(STAGES)}",
        },
        settings={
            "features": features(derive(examples.steps()), price)[1],
            "stages": list(STAGES),
            "priceFloor": PRICE_FLOOR,
            "medianPriceOfGolden": price,
            "purchaseShare": round(float(learn.goal.purchase[first].mean()), 4),
        },
        quality=quality,
    )


def _write(model: Graph, manifest: Manifest, price: float) -> None:
    """Golden cases are the steps of invented visits; their source is what a page would know at that step."""
    steps = derive(examples.steps())
    rows = features(steps, price)[0]
    sources = json.loads(steps.drop(columns="bought").to_json(orient="records"))
    cases = [GoldenCase({"features": row[None]}, source) for row, source in zip(rows, sources, strict=True)]
    write_artifact(FOLDER, model, manifest, cases)


if __name__ == "__main__":
    main()
