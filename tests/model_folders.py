"""Small models in the Hub's layout, with random weights and the starter's tokenizer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app.classifier.profile import STARTER_DIRECTORY


def build_base(folder: Path, *, seed: int = 4, **config: Any) -> Path:
    """Write a GPT-Neo of a few thousand weights, by default with global and local layers."""
    # Here, because whoever only names a fixture of a model need not wait for it.
    import torch
    from transformers import AutoTokenizer, GPTNeoConfig, GPTNeoForCausalLM

    torch.manual_seed(seed)
    tokenizer = AutoTokenizer.from_pretrained(STARTER_DIRECTORY / "base")
    options: dict[str, Any] = {
        "vocab_size": len(tokenizer),
        "hidden_size": 64,
        "num_layers": 4,
        "num_heads": 4,
        "attention_types": [[["global", "local"], 2]],
        "max_position_embeddings": 256,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        # Large enough that the logits of different prompts differ by far more than rounding.
        "initializer_range": 0.2,
    }
    model = GPTNeoForCausalLM(GPTNeoConfig(**(options | config)))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def build_adapter(folder: Path, base: Path, *, seed: int = 1, rank: int = 4) -> Path:
    """Write a LoRA adapter for ``base`` whose weights are not zero, so that it has an effect."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import GPTNeoForCausalLM

    torch.manual_seed(seed)
    model = GPTNeoForCausalLM.from_pretrained(base, dtype=torch.float32)
    config = LoraConfig(
        r=rank,
        lora_alpha=2 * rank,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
        init_lora_weights=False,
    )
    get_peft_model(model, config).save_pretrained(folder)
    return folder
