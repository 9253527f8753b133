"""Steps of visits of DATA MINING CUP 2013: what is known after each step, and what came of it."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FILE = "intent/shop-sessions-2013.csv.gz"
CHECKOUT = 2  # first checkout step: 0 is a change of the basket, 1 the basket page, 5 the confirmation
MANY_VIEWS = 2  # product views before the next step which say that the shopper goes on looking
LOOKING, COMPARING, DECIDING = 0, 1, 2
STAGES = ("looking", "comparing", "deciding")
UNKNOWN = -1

NAMES = {
    "sessionNo": "visit",
    "startHour": "hour",
    "duration": "seconds",
    "cCount": "views",
    "cMinPrice": "seen_min",
    "cMaxPrice": "seen_max",
    "cSumPrice": "seen_sum",
    "bCount": "adds",
    "bMinPrice": "basket_min",
    "bMaxPrice": "basket_max",
    "bSumPrice": "basket_sum",
    "bStep": "stage",
    "payments": "purchases",
    "lastOrder": "days_since_purchase",
    "order": "bought",
}


def load(data: Path) -> pd.DataFrame:
    """One row a step, oldest first within its visit, with everything that features and labels need."""
    raw = pd.read_csv(data / FILE, na_values="?").rename(columns=NAMES)[list(NAMES.values())]
    return derive(raw.assign(stage=raw["stage"].fillna(0)))


def derive(raw: pd.DataFrame) -> pd.DataFrame:
    """Adds what follows from the steps before. `raw` has the columns of NAMES; prices are NaN where there are none."""
    steps = raw.copy()
    visit = steps.groupby("visit", sort=False)
    steps["number"] = visit.cumcount() + 1
    steps["new_seconds"] = visit["seconds"].diff().fillna(steps["seconds"])
    steps["new_views"] = visit["views"].diff().fillna(steps["views"])
    steps["new_adds"] = visit["adds"].diff().fillna(steps["adds"])
    steps["stage_before"] = visit["stage"].shift().fillna(0)
    steps["stage_reached"] = visit["stage"].cummax()
    _count(steps, "basket_pages", steps["stage"] == 1)
    _count(steps, "checkout_pages", steps["stage"] >= CHECKOUT)
    left = (steps["stage"] < CHECKOUT) & (steps["stage_before"] >= CHECKOUT)
    _count(steps, "checkout_exits", left)
    added = steps["new_adds"] > 0
    for name, clock in {"seconds_since_add": "seconds", "steps_since_add": "number"}.items():
        last = steps[clock].where(added).groupby(steps["visit"], sort=False).ffill().fillna(0)
        steps[name] = steps[clock] - last
    return steps


def _count(steps: pd.DataFrame, name: str, happened: pd.Series) -> None:
    steps[name] = happened.groupby(steps["visit"], sort=False).cumsum()


def median_price(steps: pd.DataFrame) -> float:
    """Stands for the median price of the shop's catalogue, which the data doesn't have: over the first steps of
    visits, the median of the mean price of products seen."""
    first = steps[(steps["number"] == 1) & (steps["views"] > 0)]
    return float((first["seen_sum"] / first["views"]).median())


def left(steps: pd.DataFrame) -> NDArray[np.int64]:
    """1 where the visit ends with this step, else 0.

    Recordings are cut at a random step. A visit that led to an order can't have ended before the confirmation,
    so what happened after its last recorded step is UNKNOWN.
    """
    last = ~steps["visit"].duplicated(keep="last").to_numpy()
    cut = last & (steps["bought"] == 1).to_numpy() & (steps["stage"] < 5).to_numpy()
    return np.where(cut, UNKNOWN, last.astype(int))


def stage(steps: pd.DataFrame) -> NDArray[np.int64]:
    """What comes next: a checkout page is deciding; a basket page or a change of the basket is looking if at least
    MANY_VIEWS products are opened before, else comparing. UNKNOWN after the last step."""
    visit = steps.groupby("visit", sort=False)
    following = visit["stage"].shift(-1).to_numpy()
    looked = visit["new_views"].shift(-1).to_numpy() >= MANY_VIEWS
    basket = np.where(looked, LOOKING, COMPARING)
    labels = np.where(following >= CHECKOUT, DECIDING, basket)
    return np.where(np.isnan(following), UNKNOWN, labels)
