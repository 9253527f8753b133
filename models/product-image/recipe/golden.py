"""Invented pictures, RGBA: small, so that the file of golden cases is."""

import numpy as np
from sotto_kit import GoldenCase

from .pixels import Bytes, resized


def _shirt() -> Bytes:
    """A T-shirt of 24 × 32 pixels, half transparent at its seams, over nothing: it is made larger."""
    y, x = np.mgrid[0:32, 0:24]
    body = (abs(x - 11.5) <= 6) & (y >= 5) & (y <= 27)
    sleeves = (abs(x - 11.5) <= 11) & (y >= 5) & (y <= 12)
    neck = (x - 11.5) ** 2 + (y - 5) ** 2 < 9
    worn = (body | sleeves) & ~neck
    picture = np.zeros((32, 24, 4), np.uint8)
    picture[worn] = (40, 90, 170, 255)
    picture[worn & (y == 27)] = (20, 40, 90, 128)
    return picture


def _stripes() -> Bytes:
    """Opaque stripes of 260 × 5 pixels: made smaller in one direction, larger in the other."""
    y, x = np.mgrid[0:5, 0:260]
    return np.stack([x % 256, 50 * y, (x // 16 % 2) * 200, np.full_like(x, 255)], -1).astype(np.uint8)


def cases() -> list[GoldenCase]:
    """Each has as source the picture that its pixels are made of."""
    return [_case(picture) for picture in (_shirt(), _stripes())]


def _case(picture: Bytes) -> GoldenCase:
    height, width = picture.shape[:2]
    pixels = resized(picture).astype(np.float32).transpose(2, 0, 1)[None]
    source = {"width": width, "height": height, "data": picture.reshape(-1).tolist()}
    return GoldenCase({"pixels": np.ascontiguousarray(pixels)}, source)
