"""Writes a GPT-Neo of true size with random weights, for measuring where the real one is not.

``python tests/benchmarks/random_model.py DIR [--size 125M|1.3B] [--adapter DIR]`` writes the
published configuration, GPT-2's tokenizer and float32 weights in the Hub's layout, and beside them,
if asked, a LoRA adapter on every linear layer, also random. Load times, memory and speed are those
of the real model. Its labels are not: they are read from logits that lie close together, so
agreement between precisions comes out lower than trained weights would give.
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
from transformers import GPTNeoConfig, GPTNeoForCausalLM, PreTrainedTokenizerFast

from tests.datasets import GPT2_TOKENIZER_DIRECTORY

# The configurations of EleutherAI/gpt-neo-125m and gpt-neo-1.3B, where they differ from the
# defaults of GPTNeoConfig.
SIZES: dict[str, dict[str, Any]] = {
    "125M": {"hidden_size": 768, "num_layers": 12, "num_heads": 12},
    "1.3B": {"hidden_size": 2048, "num_layers": 24, "num_heads": 16},
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
    torch.manual_seed(0)
    shape = SIZES[arguments.size]
    config = GPTNeoConfig(
        attention_types=[[["global", "local"], shape["num_layers"] // 2]], **shape
    )
    model = GPTNeoForCausalLM(config)
    model.save_pretrained(arguments.folder)
    _tokenizer().save_pretrained(arguments.folder)
    if arguments.adapter:
        _with_random_adapter(model, arguments.folder).save_pretrained(arguments.adapter)


def _tokenizer() -> PreTrainedTokenizerFast:
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
