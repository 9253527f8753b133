"""Weight-only block quantization, as ONNX Runtime's MatMulNBits and GatherBlockQuantized read it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Quantized:
    """A matrix [rows, columns] in blocks along its columns, symmetric around half of the range."""

    codes: NDArray[np.uint8]  # [rows, blocks, block]: one code each, not packed
    scales: Floats  # [rows, blocks]
    bits: int
    block: int

    @property
    def packed(self) -> NDArray[np.uint8]:
        """[rows, blocks, bytes]: at 4 bits two codes a byte, the first in the low half."""
        if self.bits == 8:
            return self.codes
        return (self.codes[..., 0::2] | (self.codes[..., 1::2] << 4)).astype(np.uint8)

    @property
    def floats(self) -> Floats:
        """What a runtime computes with: [rows, columns]."""
        centred = self.codes.astype(np.float32) - 2 ** (self.bits - 1)
        return (centred * self.scales[..., None]).reshape(len(self.codes), -1)


def quantize(weight: Floats, bits: int, block: int, steps: int = 24) -> Quantized:
    """Rounds `weight` [rows, columns] to `bits` (4 or 8), one scale for `block` columns.

    The scale of each block is that of `steps` candidates which leaves the smallest squared error: to cut off
    an outlier is often better than to make room for it.
    """
    rows, columns = weight.shape
    if columns % block != 0:
        raise ValueError(f"{columns} columns are no multiple of the block {block}")
    blocks = weight.astype(np.float32).reshape(rows, columns // block, block)
    # The range has one code more below zero than above, so either sign of the scale may fit better.
    peak = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)[..., 0]
    half = 2 ** (bits - 1)
    best = np.full(peak.shape, np.inf, np.float32)
    scales = np.zeros(peak.shape, np.float32)
    for shrink in np.linspace(1.0, 0.6, steps) if bits < 8 else (1.0,):
        for limit in (half, half - 1):
            scale = (-peak / half if limit == half else peak / limit) * np.float32(shrink)
            error = ((blocks - _round(blocks, scale, half)[1]) ** 2).sum(-1)
            better = error < best
            best, scales = np.where(better, error, best), np.where(better, scale, scales)
    scales = scales.astype(np.float32)
    return Quantized(_round(blocks, scales, half)[0], scales, bits, block)


def _round(blocks: Floats, scale: Floats, half: int) -> tuple[NDArray[np.uint8], Floats]:
    safe = np.where(scale == 0, 1, scale)[..., None]
    centred = np.clip(np.round(blocks / safe), -half, half - 1)
    return (centred + half).astype(np.uint8), (centred * scale[..., None]).astype(np.float32)
