"""Two invented visits for the golden cases: one that buys, by a shopper who has bought before, and one that leaves."""

import pandas as pd

COLUMNS = (
    *("visit", "hour", "seconds", "views", "seen_min", "seen_max", "seen_sum"),
    *("adds", "basket_min", "basket_max", "basket_sum", "stage"),
    *("purchases", "days_since_purchase", "bought"),
)
NONE = float("nan")

ROWS = (
    (1, 20, 95.0, 3, 12.0, 40.0, 82.0, 1, 30.0, 30.0, 30.0, 0, 4, 21, 1),
    (1, 20, 130.5, 3, 12.0, 40.0, 82.0, 1, 30.0, 30.0, 30.0, 1, 4, 21, 1),
    (1, 20, 410.0, 9, 12.0, 55.0, 265.0, 2, 30.0, 55.0, 85.0, 0, 4, 21, 1),
    (1, 20, 433.0, 9, 12.0, 55.0, 265.0, 2, 30.0, 55.0, 85.0, 2, 4, 21, 1),
    (1, 20, 480.0, 9, 12.0, 55.0, 265.0, 2, 30.0, 55.0, 85.0, 4, 4, 21, 1),
    (1, 20, 502.0, 9, 12.0, 55.0, 265.0, 2, 30.0, 55.0, 85.0, 5, 4, 21, 1),
    (2, 9, 12.0, 0, NONE, NONE, NONE, 0, NONE, NONE, NONE, 1, NONE, NONE, 0),
    (2, 9, 260.0, 14, 3.5, 99.0, 410.0, 1, 99.0, 99.0, 99.0, 0, NONE, NONE, 0),
    (2, 9, 1900.0, 41, 0.0, 240.0, 1650.0, 1, 99.0, 99.0, 99.0, 1, NONE, NONE, 0),
)


def steps() -> pd.DataFrame:
    """As `visits.derive` takes them."""
    return pd.DataFrame(ROWS, columns=list(COLUMNS)).astype({"visit": int, "bought": int})
