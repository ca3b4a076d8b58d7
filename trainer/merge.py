"""``valence-trainer merge``: one model out of base and adapter."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn

from desktop_app.classifier.adapter_facts import FILE_NAME
from desktop_app.classifier.loading import Placement, load_base, load_tokenizer, locate_profile
from desktop_app.classifier.profile import Profile, Quantization
from trainer.run_folder import RunFolderError

if TYPE_CHECKING:
    from transformers import PreTrainedModel


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``merge``."""
    parser.add_argument("--base", default="", help="folder or Hub id; default: the adapter's")
    parser.add_argument("--adapter", required=True, help="folder or Hub id of a PEFT adapter")
    parser.add_argument("--output", type=Path, required=True, help="folder to write the model to")
    parser.add_argument(
        "--quantization",
        type=Quantization,
        default=Quantization.NF4,
        help="of the base when the adapter was trained (default: nf4)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Merge and write; 0 when it is done.

    Raises:
        UserError: base or adapter cannot be had, or there is something in the output folder.
    """
    profile = Profile(base=arguments.base, adapter=arguments.adapter)
    merge(profile, arguments.output, arguments.quantization)
    print(arguments.output)
    return 0


def merge(profile: Profile, output: Path, trained_on: Quantization) -> None:
    """Add the adapter to the weights that it was trained beside, in float32.

    A QLoRA adapter has learned to make up for the rounding of its base to 4 bits. It is therefore
    added to the rounded weights, which float32 holds exactly; added to the original ones it would
    correct errors that are not there.

    Raises:
        RunFolderError: there is something in ``output``.
        UserError: base or adapter cannot be had.
    """
    if output.exists() and any(output.iterdir()):
        raise RunFolderError(f"{output} is not empty.", hint="Choose another folder.")
    from peft import PeftModel

    base, adapter = locate_profile(profile)
    model = load_base(base, Placement(torch.device("cpu"), trained_on, "as trained"))
    if trained_on is Quantization.NF4:
        _dequantize(model)
    merged = PeftModel.from_pretrained(model.float(), str(adapter)).merge_and_unload()
    merged.save_pretrained(output)
    load_tokenizer(base).save_pretrained(output)
    if adapter is not None and (adapter / FILE_NAME).is_file():
        shutil.copyfile(adapter / FILE_NAME, output / FILE_NAME)


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
