"""An invented picture, RGBA: of few kinds of pixels, so that the file of golden cases is small."""

import numpy as np
from sotto_kit import GoldenCase

from .pixels import Bytes, resized

HEIGHT, WIDTH = 150, 16  # made smaller in one direction, larger in the other


def _shirt() -> Bytes:
    """A T-shirt, half transparent at its seam, over nothing; drawn on a grid of 32 × 24."""
    y = ((np.arange(HEIGHT) + 0.5) * 32 / HEIGHT - 0.5)[:, None]
    x = ((np.arange(WIDTH) + 0.5) * 24 / WIDTH - 0.5)[None]
    body = (abs(x - 11.5) <= 6) & (y >= 5) & (y <= 27)
    sleeves = (abs(x - 11.5) <= 11) & (y >= 5) & (y <= 12)
    neck = (x - 11.5) ** 2 + (y - 5) ** 2 < 9
    worn = (body | sleeves) & ~neck
    picture = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    picture[worn] = (40, 90, 170, 255)
    picture[worn & (y > 26)] = (20, 40, 90, 128)
    return picture


def cases() -> list[GoldenCase]:
    """It has as source the picture that its pixels are made of."""
    picture = _shirt()
    pixels = resized(picture).astype(np.float32).transpose(2, 0, 1)[None]
    source = {"width": WIDTH, "height": HEIGHT, "data": picture.reshape(-1).tolist()}
    return [GoldenCase({"pixels": np.ascontiguousarray(pixels)}, source)]
