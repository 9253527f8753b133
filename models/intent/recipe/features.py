"""What the model sees of a running visit, in the order of its input.

Every formula uses only what a page knows while the visit runs. Prices count relative to the shop's median
price, so that no feature depends on the shop's currency or price level.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Column = NDArray[np.float64]

PRICE_FLOOR = 0.05  # of the median price: keeps the logarithm finite for free products


def price_level(price: Column, median_price: float) -> Column:
    """Logarithm of a price in median prices of the shop."""
    return np.log(price / median_price + PRICE_FLOOR)


def features(steps: pd.DataFrame, median_price: float) -> tuple[Floats, list[str]]:
    """[steps, features] and the names of the features. `steps` is as `visits.load` gives it."""
    table = {
        **_amounts(steps),
        **_changes(steps),
        **_checkout(steps),
        **_prices(steps, median_price),
        **_shopper(steps),
    }
    return np.column_stack(list(table.values())).astype(np.float32), list(table)


def _amounts(steps: pd.DataFrame) -> Mapping[str, Column]:
    seconds, views, adds = _columns(steps, "seconds", "views", "adds")
    return {
        "elapsed": np.log1p(seconds),
        "steps": np.log1p(steps["number"].to_numpy(float)),
        "views": np.log1p(views),
        "adds": np.log1p(adds),
        "secondsPerView": np.log1p(seconds / (views + 1)),
        "addsPerView": np.log((adds + 1) / (views + 1)),
    }


def _changes(steps: pd.DataFrame) -> Mapping[str, Column]:
    names = ("new_seconds", "new_views", "new_adds", "seconds_since_add", "steps_since_add")
    seconds, views, adds, idle, idle_steps = _columns(steps, *names)
    return {
        "isFirstStep": (steps["number"] == 1).to_numpy(float),
        "newSeconds": np.log1p(seconds),
        "newViews": np.log1p(views),
        "newAdds": np.log1p(adds),
        "secondsSinceAdd": np.log1p(idle),
        "stepsSinceAdd": np.log1p(idle_steps),
    }


def _checkout(steps: pd.DataFrame) -> Mapping[str, Column]:
    names = ("stage", "stage_before", "stage_reached", "basket_pages", "checkout_pages", "checkout_exits")
    now, before, reached, baskets, pages, exits = _columns(steps, *names)
    return {
        "checkoutStep": now / 5,
        "checkoutStepBefore": before / 5,
        "checkoutStepReached": reached / 5,
        "basketPages": np.log1p(baskets),
        "checkoutPages": np.log1p(pages),
        "checkoutExits": np.log1p(exits),
    }


def _prices(steps: pd.DataFrame, median_price: float) -> Mapping[str, Column]:
    views, seen_sum, seen_min, seen_max = _columns(steps, "views", "seen_sum", "seen_min", "seen_max")
    adds, basket_sum, basket_min, basket_max = _columns(
        steps, "adds", "basket_sum", "basket_min", "basket_max"
    )
    seen, held = ~np.isnan(seen_sum), ~np.isnan(basket_sum)
    level = {
        name: price_level(value, median_price)
        for name, value in {
            "seen": seen_sum / np.maximum(views, 1),
            "seen_min": seen_min,
            "seen_max": seen_max,
            "basket": basket_sum / np.maximum(adds, 1),
            "basket_min": basket_min,
            "basket_max": basket_max,
        }.items()
    }
    return {
        "noPriceSeen": (~seen).astype(float),
        "seenPrice": np.where(seen, level["seen"], 0),
        "seenPriceSpread": np.where(seen, level["seen_max"] - level["seen_min"], 0),
        "noPriceInBasket": (~held).astype(float),
        "basketPriceToSeen": np.where(seen & held, level["basket"] - level["seen"], 0),
        "basketPriceSpread": np.where(held, level["basket_max"] - level["basket_min"], 0),
        "basketSum": np.where(held, np.log1p(basket_sum / median_price), 0),
    }


def _shopper(steps: pd.DataFrame) -> Mapping[str, Column]:
    hour, purchases, days = _columns(steps, "hour", "purchases", "days_since_purchase")
    known = ~np.isnan(days)
    return {
        "hasPurchased": known.astype(float),
        "purchases": np.where(known, np.log1p(purchases), 0),
        "daysSincePurchase": np.where(known, np.log1p(days), 0),
        "hourSin": np.sin(2 * np.pi * hour / 24),
        "hourCos": np.cos(2 * np.pi * hour / 24),
    }


def _columns(steps: pd.DataFrame, *names: str) -> tuple[Column, ...]:
    return tuple(steps[name].to_numpy(float) for name in names)
