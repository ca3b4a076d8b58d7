"""Writes a GPT-Neo of true size with random weights, for measuring where the real one is not.

``python tests/benchmarks/random_model.py DIR [--size 125M|1.3B] [--adapter DIR]`` writes the
published configuration, GPT-2's tokenizer (the starter's, where that is absent) and float32 weights
in the Hub's layout, and beside them, if asked, a LoRA adapter on every linear layer, also random.
Load times, memory and speed are those of the real model. Its labels are not: they are read from
logits that lie close together, so agreement between precisions comes out lower than trained weights
would give.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from tokenizers import ByteLevelBPETokenizer
from transformers import AutoTokenizer, GPTNeoConfig, GPTNeoForCausalLM, PreTrainedTokenizerFast

from desktop_app.classifier.profile import Profile
from tests.datasets import GPT2_TOKENIZER_DIRECTORY

# The configurations of EleutherAI/gpt-neo-125m and gpt-neo-1.3B, where they differ from the
# defaults of GPTNeoConfig.
SIZES: dict[str, dict[str, Any]] = {
    "125M": {"hidden_size": 768, "num_layers": 12, "num_heads": 12},
    "1.3B": {"hidden_size": 2048, "num_layers": 24, "num_heads": 16},
    # Of no published model: to try out what is then done with a large one.
    "tiny": {"hidden_size": 128, "num_layers": 2, "num_heads": 4},
}
LORA_RANK = 16
# A trained adapter moves the weights by some hundredths of their size; peft's own random
# initialisation would move them by more than half.
LORA_B_SPREAD = 0.01


def main() -> None:
    """Build and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=SIZES, default="1.3B")
    parser.add_argument("--adapter", type=Path, help="where to write a LoRA adapter as well")
    arguments = parser.parse_args()
    write(arguments.folder, arguments.size, arguments.adapter)


def write(folder: Path, size: str, adapter: Path | None, device: str = "cpu") -> None:
    """Build on ``device``, and write.

    Args:
        folder: for the base.
        size: one of ``SIZES``.
        adapter: folder for the adapter; None for none.
        device: a GPU has large models filled in no time.
    """
    torch.manual_seed(0)
    shape = SIZES[size]
    config = GPTNeoConfig(
        attention_types=[[["global", "local"], shape["num_layers"] // 2]], **shape
    )
    with torch.device(device):
        model = GPTNeoForCausalLM(config)
    model.save_pretrained(folder)
    _tokenizer().save_pretrained(folder)
    if adapter is not None:
        with torch.device(device):
            adapted = _with_random_adapter(model, folder)
        adapted.save_pretrained(adapter)


def _tokenizer() -> PreTrainedTokenizerFast:
    if not GPT2_TOKENIZER_DIRECTORY.is_dir():
        # Its ids are fewer, so any of them fits.
        starter: PreTrainedTokenizerFast = AutoTokenizer.from_pretrained(Profile.starter().base)
        return starter
    backend = ByteLevelBPETokenizer.from_file(
        str(GPT2_TOKENIZER_DIRECTORY / "vocab.json"), str(GPT2_TOKENIZER_DIRECTORY / "merges.txt")
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=backend._tokenizer,
        bos_token="<|endoftext|>",
        eos_token="<|endoftext|>",
        unk_token="<|endoftext|>",
        model_max_length=2048,
    )


def _with_random_adapter(model: GPTNeoForCausalLM, base: Path) -> PeftModel:
    model.name_or_path = str(base.resolve())
    config = LoraConfig(
        r=LORA_RANK,
        lora_alpha=2 * LORA_RANK,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
        base_model_name_or_path=str(base.resolve()),
    )
    adapted = get_peft_model(model, config)
    for name, parameter in adapted.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(parameter, std=LORA_B_SPREAD)
    return adapted


if __name__ == "__main__":
    main()
