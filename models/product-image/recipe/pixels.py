"""From a picture to the network's pixels: exactly what the TypeScript class does, and random views for training."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Bytes = NDArray[np.uint8]

HEIGHT, WIDTH = 128, 128
HALF = 0.5 + 1e-6  # halves go up, whatever the last bits of a sum are


@dataclass(frozen=True)
class Variety:
    """How much random views differ: the least part of the area that is shown, and the strength of light's changes."""

    smallest: float
    light: float


def weights(source: int, target: int) -> NDArray[np.float64]:
    """[target, source]: a triangle filter as wide as the step, at least 2 pixels (bilinear, antialiased)."""
    step = source / target
    reach = max(step, 1.0)
    centre = (np.arange(target) + 0.5) * step
    distance = np.abs(np.arange(source)[None] + 0.5 - centre[:, None]) / reach
    triangle = np.maximum(0.0, 1.0 - distance)
    return triangle / triangle.sum(1, keepdims=True)


def on_white(rgba: Bytes) -> NDArray[np.float64]:
    """[height, width, 3], transparent parts over white."""
    alpha = rgba[..., 3:].astype(np.float64) / 255
    return rgba[..., :3] * alpha + 255 * (1 - alpha)


def resized(rgba: Bytes) -> Bytes:
    """The whole picture stretched to [HEIGHT, WIDTH, 3]: columns first, then rows, rounded once."""
    height, width = rgba.shape[:2]
    columns = weights(width, WIDTH) @ on_white(rgba)
    pixels = np.tensordot(weights(height, HEIGHT), columns, 1)
    return np.floor(pixels + HALF).clip(0, 255).astype(np.uint8)


def whole(picture: Bytes) -> Bytes:
    """An opaque RGB picture as the network sees it."""
    opaque = np.full((*picture.shape[:2], 1), 255, np.uint8)
    return resized(np.concatenate([picture, opaque], -1))


def random_view(picture: Bytes, side: int, smallest: float, rng: np.random.Generator) -> Bytes:
    """A part of the picture of random place, size and stretch, mirrored half of the time, as a square."""
    height, width = picture.shape[:2]
    area = rng.uniform(smallest, 1.0)
    stretch = np.exp(rng.uniform(-0.2, 0.2))
    part = np.minimum(1.0, np.sqrt(area) * np.array([stretch, 1 / stretch]))
    x, y = (rng.uniform(0, 1 - size) for size in part)
    box = (x * width, y * height, (x + part[0]) * width, (y + part[1]) * height)
    view = Image.fromarray(picture).resize((side, side), Image.Resampling.BILINEAR, box)
    pixels = np.asarray(view)
    return pixels[:, ::-1] if rng.random() < 0.5 else pixels
