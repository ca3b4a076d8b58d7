"""One plain model in float32 out of base and adapter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import torch

from desktop_app.classifier.engines.torch.loading import Placement, load_adapter, load_base
from desktop_app.classifier.engines.torch.unpacking import unpack_layers
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
        _unpack(model)
    model = model.float()
    if adapter is None:
        return model
    merged: PreTrainedModel = load_adapter(model, adapter).merge_and_unload()
    return merged.eval()


def _unpack(model: PreTrainedModel) -> None:
    unpack_layers(model, torch.float32)
    # What transformers remembers of the quantisation would be written into the model's files.
    del model.config.quantization_config
    model.is_quantized = False
    model.is_loaded_in_4bit = False
    model.hf_quantizer = None
