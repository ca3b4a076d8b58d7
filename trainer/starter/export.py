"""Rounds the distilled model to 8 bits and writes it in the Hub's layout.

Matrices are stored as float8 (E4M3), a plain safetensors type that ``from_pretrained`` reads into
any precision. E4M3 has a relative precision of 1/16 between 2**-6 and 448 and none below 2**-9, so
the model is first rescaled by powers of two, which changes none of its answers.
"""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoTokenizer, GPTNeoForCausalLM

from desktop_app.classifier.prompting.saved_tokenizer import TOKENIZER_FILE

# Root mean square that a matrix is brought near: nearly all entries are then normal numbers.
_TARGET = 0.5


@torch.no_grad()
def balance(model: GPTNeoForCausalLM) -> None:
    """Rescale ``model`` so that every matrix comes near ``_TARGET``, leaving its answers alone.

    The residual stream may have any scale, because every branch normalises it; a norm's scale may
    move into the matrices behind it; of queries and keys, and of values and their output, one may
    give to the other.
    """
    transformer = model.transformer
    blocks = list(transformer.h)
    stream = _power_of_two(
        torch.cat(
            [transformer.wte.weight.flatten()]
            + [block.mlp.c_proj.weight.flatten() for block in blocks]
        )
    )
    _scale(stream, transformer.wte.weight, transformer.wpe.weight)
    _scale(1 / stream, transformer.ln_f.weight, transformer.ln_f.bias)
    # Norms add epsilon to the variance of the stream.
    model.config.layer_norm_epsilon *= stream**2
    for block in blocks:
        block.ln_1.eps = block.ln_2.eps = transformer.ln_f.eps = model.config.layer_norm_epsilon
        attention = block.attn.attention
        _scale(stream, attention.out_proj.weight, attention.out_proj.bias)
        _scale(stream, block.mlp.c_proj.weight, block.mlp.c_proj.bias)
        _move(block.ln_2, [block.mlp.c_fc.weight])
        _move(
            block.ln_1, [attention.q_proj.weight, attention.k_proj.weight, attention.v_proj.weight]
        )
        give = math.sqrt(_power_of_two(attention.q_proj.weight))
        give = 2.0 ** round(math.log2(give / math.sqrt(_power_of_two(attention.k_proj.weight))))
        _scale(give, attention.q_proj.weight)
        _scale(1 / give, attention.k_proj.weight)
        take = _power_of_two(attention.out_proj.weight)
        _scale(take, attention.out_proj.weight)
        _scale(1 / take, attention.v_proj.weight)


def export(distilled: Path, folder: Path) -> None:
    """Write the model of ``distilled`` in 8 bits to ``folder``, replacing what is there."""
    model = GPTNeoForCausalLM.from_pretrained(distilled, dtype=torch.float32)
    balance(model)
    if folder.exists():
        shutil.rmtree(folder)
    model.save_pretrained(folder)
    _save_tokenizer(distilled, folder)
    weights = load_file(folder / "model.safetensors")
    save_file(
        {name: _rounded(name, weight) for name, weight in weights.items()},
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )
    # The precision to calculate in, where the reader names none.
    config_path = folder / "config.json"
    config = json.loads(config_path.read_text(encoding="utf-8")) | {"dtype": "float32"}
    config_path.write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _save_tokenizer(distilled: Path, folder: Path) -> None:
    """Write the tokenizer without the line breaks that would make half of its file."""
    tokenizer = AutoTokenizer.from_pretrained(distilled)
    tokenizer.save_pretrained(folder)
    tokenizer.backend_tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)


def _rounded(name: str, weight: Tensor) -> Tensor:
    # Vectors and positions are few and count for much.
    small = weight.ndim < 2 or name.endswith("wpe.weight")
    return weight.to(torch.float16 if small else torch.float8_e4m3fn).contiguous()


def _power_of_two(weight: Tensor) -> float:
    """Return the power of two that brings ``weight`` nearest to the target."""
    return 2.0 ** round(math.log2(_TARGET / float(weight.square().mean().sqrt())))


def _scale(factor: float, *weights: Tensor) -> None:
    for weight in weights:
        weight.mul_(factor)


def _move(norm: nn.LayerNorm, matrices: list[Tensor]) -> None:
    factor = _power_of_two(torch.cat([matrix.flatten() for matrix in matrices]))
    _scale(factor, *matrices)
    _scale(1 / factor, norm.weight, norm.bias)
