"""Aspects: sum and maximum of n-gram vectors under a small network, trained on sentences."""

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
SIZE = 64  # sentences of a batch
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Batch:
    """Sentences, filled up to the longest; `judged` marks the aspects that the sentence's set has labels for."""

    rows: Tensor  # int64 [sentences, n-grams]
    real: Tensor  # [sentences, n-grams]: 0 where filled up
    polarity: Tensor  # [sentences, 1]: logit of the linear model
    speaks: Tensor  # [sentences, aspects]
    judged: Tensor
    positive: Tensor  # NaN where not spoken of


class Network(nn.Module):
    """Two answers for each aspect: a logit of being spoken of, a logit of being praised."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(2**BITS, WIDTH, sparse=True)
        self.hidden = nn.Linear(2 * WIDTH, HIDDEN)
        self.speaks = nn.Linear(HIDDEN, len(ASPECTS))
        self.praises = nn.Linear(HIDDEN, len(ASPECTS))
        self.share = nn.Parameter(torch.ones(len(ASPECTS)))  # of the whole sentence's polarity

    def forward(self, batch: Batch, drop: float = 0.0) -> tuple[Tensor, Tensor]:
        """In training a share `drop` of the n-grams is not seen."""
        kept = batch.real * (torch.rand_like(batch.real) >= drop)
        vectors = self.table(batch.rows)
        total = (vectors * kept[..., None]).sum(1) / batch.real.sum(1, keepdim=True).sqrt() / (1 - drop)
        most = vectors.masked_fill(kept[..., None] == 0, -8.0).amax(1)
        hidden = torch.relu(self.hidden(torch.cat([total, most], 1)))
        hidden = nn.functional.dropout(hidden, drop, self.training)
        return self.speaks(hidden), self.praises(hidden) + batch.polarity * self.share


def _pack(rows: list[NDArray], sentences: list[Sentence], polarity: Floats, judged: dict[str, Floats]) -> Batch:
    """`rows` are the n-grams of each sentence, `polarity` the linear model's logit of it."""
    ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
    real = np.zeros(ids.shape, np.float32)
    for at, found in enumerate(rows):
        ids[at, : len(found)], real[at, : len(found)] = found, 1
    stack = lambda values: torch.from_numpy(np.stack(values))
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(real),
        torch.from_numpy(polarity[:, None]),
        stack([sentence.speaks for sentence in sentences]),
        stack([judged[sentence.source] for sentence in sentences]),
        stack([sentence.positive for sentence in sentences]),
    )


def judged_by(sentences: list[Sentence]) -> dict[str, Floats]:
    """For each set the aspects that it has labels for."""
    sources = {sentence.source for sentence in sentences}
    return {
        source: np.max([row.speaks for row in sentences if row.source == source], 0) for source in sources
    }


def _loss(answers: tuple[Tensor, Tensor], batch: Batch) -> Tensor:
    speaks, praises = answers
    entropy = nn.functional.binary_cross_entropy_with_logits
    told = (entropy(speaks, batch.speaks, reduction="none") * batch.judged).sum() / batch.judged.sum()
    known = ~batch.positive.isnan()
    return told + 0.3 * entropy(praises[known], batch.positive[known]) if known.any() else told


def train(
    sentences: list[Sentence], polarity: Floats, judged: dict[str, Floats], start: Floats, epochs: int, seed: int,
    drop: float = 0.3, rate: float = 3e-3,
) -> Network:
    """Adam over shuffled batches of like length, with a rate that falls to zero; the table begins as `start`."""
    torch.manual_seed(seed)
    model = Network()
    model.table.weight.data = torch.from_numpy(start)
    others = [weight for name, weight in model.named_parameters() if not name.startswith("table")]
    optimizers = [torch.optim.SparseAdam([model.table.weight], lr=rate), torch.optim.Adam(others, lr=rate)]
    rows = [numbers(sentence.text) & (2**BITS - 1) for sentence in sentences]
    lengths, random = np.array([len(found) for found in rows]), np.random.default_rng(seed)
    steps = epochs * -(-len(rows) // SIZE)
    falling = [torch.optim.lr_scheduler.LambdaLR(each, lambda step: 1 - step / steps) for each in optimizers]
    for _ in tqdm(range(epochs), desc="aspects"):
        order = np.argsort(lengths * random.uniform(0.7, 1.3, len(rows)))
        starts = np.arange(0, len(rows), SIZE)
        for first in random.permutation(starts):
            at = order[first : first + SIZE]
            batch = _pack([rows[i] for i in at], [sentences[i] for i in at], polarity[at], judged)
            model.zero_grad()
            _loss(model(batch, drop), batch).backward()
            for each in (*optimizers, *falling):
                each.step()
    return model.eval()
