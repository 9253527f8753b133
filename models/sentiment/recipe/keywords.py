"""The baseline that the network is measured beside: an aspect is spoken of where one of its words stands."""

import numpy as np
from numpy.typing import NDArray

from .mapping import ASPECTS, TERMS
from .text import tokens

ENGLISH = {
    "price": "price prices priced pricey cheap expensive cost costs money worth value deal dollars affordable bucks",
    "quality": "quality material made durable sturdy clean dirty cleanliness broke broken fabric well build defective",
    "looks": "look looks looking color colors style cute beautiful stylish decor ambience atmosphere pretty gorgeous",
    "performance": "fast slow speed battery performance run runs works work crash boot powerful processor hot loud",
    "fit": "fit fits size sizes small large tight big long wide narrow light weight heavy portable snug",
    "service": "service staff support customer delivery shipping waiter friendly helpful returned server warranty",
    "use": "comfortable comfort easy use bed setup intuitive comfy",
    "features": "screen keyboard touchpad display ports feature features menu pool bathroom design selection options",
    "taste": "food delicious taste tasty smell smells fresh pizza sushi chicken drinks flavor meal dish dishes",
    "content": "story plot characters character author ending writing twists",
    "overall": "love great recommend good best place book laptop hotel restaurant computer perfect overall",
}
CHINESE_OVERALL = "不错 很好 喜欢 满意 好评 可以 还行 一般"


def spoken(text: str) -> NDArray[np.bool_]:
    """For each aspect whether one of its words is there."""
    words = set(tokens(text))
    chinese = {**TERMS, "overall": CHINESE_OVERALL.split()}
    return np.array(
        [
            bool(words & set(ENGLISH[aspect].split())) or any(word in text for word in chinese.get(aspect, ()))
            for aspect in ASPECTS
        ]
    )
