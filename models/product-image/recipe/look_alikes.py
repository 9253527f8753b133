"""The look-alike vector and how often it finds products of the same kind."""

import numpy as np
from numpy.typing import NDArray

from .evaluate import Floats
from .export import Vector
from .pictures import Pictures, Rows

NUMBERS = 96
NEIGHBOURS = 10


def principal(pooled: Floats) -> Vector:
    """The axes along which the training pictures differ most."""
    mean = pooled.mean(0)
    _, axes = np.linalg.eigh(np.cov((pooled - mean).T))
    return Vector(np.ascontiguousarray(axes[:, ::-1][:, :NUMBERS].T, np.float32), mean)


def units(vectors: Floats) -> Floats:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def agreement(vectors: Floats, studio: Pictures, rows: Rows) -> dict[str, NDArray[np.float64]]:
    """Of the NEIGHBOURS nearest of the other `rows`, the part of the same article, and of article and colour."""
    close = vectors @ vectors.T
    np.fill_diagonal(close, -np.inf)
    nearest = np.argpartition(-close, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    articles, colours = studio.labels["article"][rows], np.array(studio.colours)[rows]
    article = articles[nearest] == articles[:, None]
    colour = colours[nearest] == colours[:, None]
    return {"article type": article.mean(1), "article type and colour": (article & colour).mean(1)}
