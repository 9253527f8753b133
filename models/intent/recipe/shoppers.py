"""UCI online-shoppers-intention: whole visits, to compare the same kind of model with published figures."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FILE = "intent/online-shoppers-intention.csv"
PAGES = ("Administrative", "Informational", "ProductRelated")
ONE_HOT = ("Month", "VisitorType", "OperatingSystems", "Browser", "Region", "TrafficType")
RARE = 100  # visits: rarer values share one column

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]


def load(data: Path, page_values: bool) -> tuple[Floats, Labels]:
    """Features [visits, features] and whether each visit ended in a purchase."""
    raw = pd.read_csv(data / FILE)
    table = {name: raw[name].to_numpy(float) for name in ("BounceRates", "ExitRates", "SpecialDay")}
    for page in PAGES:
        count, duration = raw[page].to_numpy(float), raw[f"{page}_Duration"].to_numpy(float)
        table[page] = np.log1p(count)
        table[f"{page} seconds"] = np.log1p(duration)
        table[f"{page} seconds a page"] = np.log1p(duration / np.maximum(count, 1))
    pages = raw[list(PAGES)].sum(axis=1).to_numpy(float)
    table["share of product pages"] = raw["ProductRelated"].to_numpy(float) / np.maximum(pages, 1)
    table["exit beyond bounce"] = table["ExitRates"] - table["BounceRates"]
    seconds = sum(raw[f"{page}_Duration"].to_numpy(float) for page in PAGES)
    table["pages"], table["seconds"] = np.log1p(pages), np.log1p(seconds)
    for name in ("BounceRates", "ExitRates"):
        table[f"{name} of all pages"] = np.log1p(table[name] * pages)
        table[f"log {name}"] = np.log(table[name] + 1e-3)
    table["weekend"] = raw["Weekend"].to_numpy(float)
    for name in ONE_HOT:
        common = raw[name].where(raw[name].map(raw[name].value_counts()) >= RARE, "rare")
        for value in sorted(common.astype(str).unique()):
            table[f"{name} {value}"] = (common.astype(str) == value).to_numpy(float)
    if page_values:
        value = raw["PageValues"].to_numpy(float)
        table["page values"] = np.log1p(value)
        table["page values of all pages"] = np.log1p(value * pages)
        table["page values a minute"] = np.log1p(60 * value / (seconds + 1))
        table["page values to exits"] = np.log(value + 0.1) - table["log ExitRates"]
    return np.column_stack(list(table.values())).astype(np.float32), raw["Revenue"].to_numpy(np.int64)
