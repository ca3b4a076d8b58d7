"""One plain model in float32 out of base and adapter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn

from desktop_app.classifier.engines.torch.loading import Placement, load_adapter, load_base
from desktop_app.classifier.profile import Quantization
from desktop_app.sentences import NOTHING

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def merged_model(
    base: Path, adapter: Path | None, trained_on: Quantization, *, allow_pickle: bool = False
) -> PreTrainedModel:
    """Add the adapter to the weights that it was trained beside, in float32.

    A QLoRA adapter has learned to make up for the rounding of its base to 4 bits. It is therefore
    added to the rounded weights, which float32 holds exactly; added to the original ones it would
    correct errors that are not there.

    Raises:
        DamagedModelError: weights are missing from the files.
        IncompatibleModelError: the adapter was made for another base.
    """
    placement = Placement(torch.device("cpu"), trained_on, NOTHING)
    model = load_base(base, placement, allow_pickle=allow_pickle)
    if trained_on is Quantization.NF4:
        _dequantize(model)
    model = model.float()
    if adapter is None:
        return model
    merged: PreTrainedModel = load_adapter(model, adapter).merge_and_unload()
    return merged.eval()


def _dequantize(model: PreTrainedModel) -> None:
    """Replace each 4-bit layer by a plain one with the same, rounded, weights in float32."""
    from bitsandbytes.functional import dequantize_4bit
    from bitsandbytes.nn.modules import Linear4bit

    for name, layer in list(model.named_modules()):
        if not isinstance(layer, Linear4bit):
            continue
        state = layer.quant_state
        assert state is not None
        state.dtype = torch.float32
        plain = nn.Linear(layer.in_features, layer.out_features, bias=layer.bias is not None)
        plain.weight = nn.Parameter(dequantize_4bit(layer.weight.data, state), requires_grad=False)
        if layer.bias is not None:
            plain.bias = nn.Parameter(layer.bias.data.float(), requires_grad=False)
        parent, _, child = name.rpartition(".")
        setattr(model.get_submodule(parent), child, plain)
    # What transformers remembers of the quantisation would be written into the model's files.
    del model.config.quantization_config
    model.is_quantized = False
    model.is_loaded_in_4bit = False
    model.hf_quantizer = None
