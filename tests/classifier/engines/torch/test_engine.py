from __future__ import annotations

from pathlib import Path

import torch
from transformers import GPTNeoForCausalLM

from desktop_app.classifier.engines.torch.engine import label_head


def test_label_logits_are_never_rounded_by_autocast(tiny_base: Path) -> None:
    model = GPTNeoForCausalLM.from_pretrained(tiny_base, dtype=torch.float32).eval()
    hidden, labels = torch.randn(5, model.config.hidden_size), torch.tensor([3, 7, 11])
    with torch.inference_mode():
        exact = label_head(model, hidden, labels)
        with torch.autocast("cpu", torch.bfloat16):
            got = label_head(model, hidden, labels)
    assert got.dtype is torch.float32
    torch.testing.assert_close(got, exact)
