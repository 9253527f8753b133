"""Aspects: a bag of n-gram vectors under a small network, trained on sentences."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from .mapping import ASPECTS
from .sentences import Sentence
from .text import numbers

BITS = 16
WIDTH = 32
HIDDEN = 64


@dataclass(frozen=True)
class Batch:
    """Sentences laid end to end; `judged` marks the aspects that the sentence's set has labels for."""

    rows: Tensor  # int64 [n-grams]
    starts: Tensor  # int64 [sentences]
    weights: Tensor  # [n-grams]
    polarity: Tensor  # [sentences, 1]: logit of the linear model
    speaks: Tensor  # [sentences, aspects]
    judged: Tensor
    positive: Tensor  # NaN where not spoken of


class Network(nn.Module):
    """Two answers for each aspect: a logit of being spoken of, a logit of being praised."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(2**BITS, WIDTH, mode="sum", sparse=True)
        nn.init.normal_(self.table.weight, std=0.05)
        self.hidden = nn.Linear(WIDTH, HIDDEN)
        self.speaks = nn.Linear(HIDDEN, len(ASPECTS))
        self.praises = nn.Linear(HIDDEN, len(ASPECTS))
        self.share = nn.Parameter(torch.ones(len(ASPECTS)))  # of the whole sentence's polarity

    def forward(self, batch: Batch, drop: float = 0.0) -> tuple[Tensor, Tensor]:
        keep = (torch.rand_like(batch.weights) >= drop).float() / (1 - drop)
        bag = self.table(batch.rows, batch.starts, per_sample_weights=batch.weights * keep)
        hidden = nn.functional.dropout(torch.relu(self.hidden(bag)), drop, self.training)
        return self.speaks(hidden), self.praises(hidden) + batch.polarity * self.share


def pack(sentences: list[Sentence], polarity: NDArray[np.float32], judged: dict[str, NDArray[np.float32]]) -> Batch:
    """`polarity` is the linear model's logit of each sentence."""
    found = [numbers(sentence.text) & (2**BITS - 1) for sentence in sentences]
    lengths = np.array([len(rows) for rows in found])
    stack = lambda values: torch.from_numpy(np.stack(values))
    return Batch(
        torch.from_numpy(np.concatenate(found)),
        torch.from_numpy(np.cumsum(lengths) - lengths),
        torch.from_numpy(np.repeat(1 / np.sqrt(lengths), lengths).astype(np.float32)),
        torch.from_numpy(polarity[:, None]),
        stack([sentence.speaks for sentence in sentences]),
        stack([judged[sentence.source] for sentence in sentences]),
        stack([sentence.positive for sentence in sentences]),
    )


def judged_by(sentences: list[Sentence]) -> dict[str, NDArray[np.float32]]:
    """For each set the aspects that it has labels for."""
    sources = {sentence.source for sentence in sentences}
    return {
        source: np.max([row.speaks for row in sentences if row.source == source], 0) for source in sources
    }


def loss(answers: tuple[Tensor, Tensor], batch: Batch) -> Tensor:
    speaks, praises = answers
    entropy = nn.functional.binary_cross_entropy_with_logits
    told = (entropy(speaks, batch.speaks, reduction="none") * batch.judged).sum() / batch.judged.sum()
    known = ~batch.positive.isnan()
    return told + 0.3 * entropy(praises[known], batch.positive[known])


def train(
    sentences: list[Sentence], polarity: NDArray[np.float32], judged: dict, epochs: int = 25, seed: int = 1,
    start: NDArray[np.float32] | None = None, drop: float = 0.3, rate: float = 3e-3,
) -> Network:
    """Adam over shuffled batches, with a rate that falls to zero."""
    torch.manual_seed(seed)
    model = Network()
    if start is not None:
        model.table.weight.data = torch.from_numpy(start)
    table = [model.table.weight]
    others = [weight for name, weight in model.named_parameters() if not name.startswith("table")]
    optimizers = [torch.optim.SparseAdam(table, lr=rate), torch.optim.Adam(others, lr=rate)]
    order = np.random.default_rng(seed)
    size, count = 64, len(sentences)
    steps = epochs * -(-count // size)
    falling = [torch.optim.lr_scheduler.LambdaLR(each, lambda step: 1 - step / steps) for each in optimizers]
    for _ in tqdm(range(epochs), desc="aspects"):
        shuffled = order.permutation(count)
        for first in range(0, count, size):
            at = shuffled[first : first + size]
            batch = pack([sentences[i] for i in at], polarity[at], judged)
            model.zero_grad()
            loss(model(batch, drop), batch).backward()
            for each in (*optimizers, *falling):
                each.step()
    return model.eval()
