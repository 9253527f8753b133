"""Tunes the trunk and its heads on both sets of pictures at once."""

import copy
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from .evaluate import logits_of, right
from .network import Conv, Network, pretrained
from .pictures import Pictures, Rows
from .pixels import Variety, random_view

# Of the views in each round, which is half an epoch over the studio pictures. A view shows a part of a picture, so
# that at 112 pixels things are about as large as in a whole picture of 128.
SIDES = (96,) * 12 + (112,) * 8
ROUNDS = len(SIDES)
WARM_UP = 0.72  # rounds in which the steps grow
FALL = 24  # rounds in which they would grow small as half a cosine does,
LAST = 3  # but in the last rounds they go down to nothing
STUDIO_BATCH, CLOTHING_BATCH = 26, 6
FROZEN_LAYERS = 4  # stem and first three blocks: edges and colours need no tuning
TRUNK_STEP = 0.006  # largest change in a step, as a part of a tensor's root mean square
HEAD_STEP = 1e-3
WEIGHT_DECAY = 0.02
SMOOTHING = 0.1
MIXUP = 0.2
SCORED = 306  # pictures of each set that a round is watched with
AVERAGING = 0.998
HINT = 0.3  # what the loss of a hint counts

WORN = Variety(smallest=0.5, light=1.0)  # photographs by users differ more than a shop's own
SHOWN = Variety(smallest=0.65, light=0.4)

Parts = tuple[Network, Network, torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]


def train(clothing: Pictures, studio: Pictures, cache: Path, seed: int) -> Network:
    """The moving average of the weights; after each round all is kept in `cache`, from where training goes on."""
    torch.manual_seed(seed)
    classes = {name: len(names) for each in (clothing, studio) for name, names in each.names.items()}
    classes |= {name: int(labels.max()) + 1 for name, labels in studio.hints.items()}
    network = pretrained(classes)
    averaged = copy.deepcopy(network).eval()
    optimizer = _optimizer(network)
    steps = len(studio.parts["train"]) // 2 // STUDIO_BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step / steps))
    parts = (network, averaged, optimizer, schedule)
    for at in range(_resume(cache, parts), ROUNDS):
        _round(parts, clothing, studio, steps, seed, at)
        tqdm.write(f"right on the parts for choices: {_scores(averaged, clothing, studio)}")
        torch.save({"states": [each.state_dict() for each in parts], "next": at + 1}, cache / "last.pt")
    return averaged


def _resume(cache: Path, parts: Parts) -> int:
    """The next round."""
    path = cache / "last.pt"
    if not path.exists():
        return 0
    saved = torch.load(path)
    for part, state in zip(parts, saved["states"], strict=True):
        part.load_state_dict(state)
    return saved["next"]


def _rate(rounds: float) -> float:
    """The part of the largest step after so many rounds."""
    if rounds < WARM_UP:
        return rounds / WARM_UP
    end = min(1.0, (ROUNDS - rounds) / LAST)
    return end * (0.5 + 0.5 * math.cos(math.pi * (rounds - WARM_UP) / (FALL - WARM_UP)))


def _optimizer(network: Network) -> torch.optim.Optimizer:
    """The depthwise convolutions stay as they are: few numbers, and half of the time of a step."""
    network.layers[:FROZEN_LAYERS].requires_grad_(False)
    groups = []
    for module in network.layers[FROZEN_LAYERS:].modules():
        if not isinstance(module, Conv):
            continue
        if module.conv.groups > 1:
            module.conv.requires_grad_(False)
        for tensor in (each for each in module.conv.parameters() if each.requires_grad):
            size = tensor.detach().square().mean().sqrt().item()
            decay = WEIGHT_DECAY if tensor.ndim > 1 else 0.0
            groups.append({"params": [tensor], "lr": TRUNK_STEP * size, "weight_decay": decay})
    groups.append({"params": list(network.heads.parameters()), "lr": HEAD_STEP, "weight_decay": WEIGHT_DECAY})
    return torch.optim.AdamW(groups)


def _round(parts: Parts, clothing: Pictures, studio: Pictures, steps: int, seed: int, at: int) -> None:
    network, averaged, optimizer, schedule = parts
    network.train()
    torch.manual_seed(seed + at)
    rng = np.random.default_rng([seed, at])
    worn = _batches(clothing.parts["train"], CLOTHING_BATCH, rng)
    shown = _batches(_half(studio.parts["train"], seed, at), STUDIO_BATCH, rng)
    with tqdm(range(steps), f"round {at + 1} of {ROUNDS}", mininterval=10) as bar:
        for _ in bar:
            loss = _loss(network, (clothing, next(worn)), (studio, next(shown)), SIDES[at], rng)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 5.0)
            optimizer.step()
            schedule.step()
            _average(averaged, network, schedule.last_epoch)
            bar.set_postfix(loss=f"{loss.item():.3f}", refresh=False)


def _half(rows: Rows, seed: int, at: int) -> Rows:
    """Two rounds that follow one another see each row once."""
    order = np.random.default_rng([seed, at // 2]).permutation(len(rows))
    return rows[order[at % 2 :: 2]]


def _batches(rows: Rows, size: int, rng: np.random.Generator) -> Iterator[Rows]:
    while True:
        order = rng.permutation(rows)
        for start in range(0, len(order) - size + 1, size):
            yield order[start : start + size]


def _loss(
    network: Network, worn: tuple[Pictures, Rows], shown: tuple[Pictures, Rows], side: int, rng: np.random.Generator
) -> Tensor:
    """Both sets in one batch; photographs by users are few, so they are mixed with one another."""
    mixed, other, share = _mixed(_views(*worn, side, WORN, rng), rng)
    pixels = torch.cat([mixed, _views(*shown, side, SHOWN, rng)])
    pooled = network.dropout(network.pooled(pixels, FROZEN_LAYERS))
    ours = network.heads["clothing"](pooled[: len(mixed)])
    truth = torch.from_numpy(worn[0].labels["clothing"][worn[1]])
    loss = share * _cross_entropy(ours, truth) + (1 - share) * _cross_entropy(ours, truth[other])
    for weight, asked in ((1.0, shown[0].labels), (HINT, shown[0].hints)):
        for name, labels in asked.items():
            told = network.heads[name](pooled[len(mixed) :])
            loss = loss + weight * _cross_entropy(told, torch.from_numpy(labels[shown[1]]))
    return loss


def _cross_entropy(logits: Tensor, truth: Tensor) -> Tensor:
    return nn.functional.cross_entropy(logits, truth, ignore_index=-1, label_smoothing=SMOOTHING)


def _mixed(pixels: Tensor, rng: np.random.Generator) -> tuple[Tensor, Tensor, float]:
    """Mixup (Zhang et al. 2018)."""
    share = float(rng.beta(MIXUP, MIXUP))
    other = torch.from_numpy(rng.permutation(len(pixels)))
    return share * pixels + (1 - share) * pixels[other], other, share


def _views(pictures: Pictures, rows: Rows, side: int, variety: Variety, rng: np.random.Generator) -> Tensor:
    """Random views with random light: contrast and brightness of each picture, balance of its colours."""
    views = np.stack([random_view(pictures.pixels[row], side, variety.smallest, rng) for row in rows])
    pixels = torch.from_numpy(views).permute(0, 3, 1, 2).float()
    contrast, balance = (rng.uniform(-by, by, (len(rows), channels, 1, 1)) for by, channels in ((0.25, 1), (0.08, 3)))
    gain = torch.from_numpy(1 + variety.light * (contrast + balance)).float()
    shift = torch.from_numpy(variety.light * rng.uniform(-20, 20, (len(rows), 1, 1, 1))).float()
    return ((pixels - 127) * gain + 127 + shift).clamp(0, 255)


def _average(averaged: Network, network: Network, step: int) -> None:
    keep = min(AVERAGING, (1 + step) / (10 + step))
    with torch.no_grad():
        for old, new in zip(averaged.parameters(), network.parameters(), strict=True):
            old.lerp_(new, 1 - keep)


def _scores(network: Network, clothing: Pictures, studio: Pictures) -> dict[str, float]:
    """Accuracy by question on some of the pictures for choices."""
    scores = {}
    for pictures in (clothing, studio):
        rows = pictures.parts["choice"][:SCORED]
        logits = logits_of(network, pictures, rows)
        scores |= {name: float(right(logits[name], pictures.labels[name][rows]).mean()) for name in pictures.labels}
    return scores
