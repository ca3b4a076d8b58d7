"""The teacher: a fine-tuned sentence encoder that labels more text than people did."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import nn
from transformers import AutoModel, AutoTokenizer

_BATCH = 64

# Symbols and pictographs, and what joins them.
_PICTOGRAPH = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]")


def name_emoji(text: str) -> str:
    """Spell pictographs by their Unicode names, which an uncased WordPiece vocabulary can read.

    The encoder's own tokenizer turns every emoji into the unknown token.
    """

    def spell(match: re.Match[str]) -> str:
        name = unicodedata.name(match.group(), "").lower()
        return "" if "selector" in name or "joiner" in name else f" {name} "

    return " ".join(_PICTOGRAPH.sub(spell, text).split())


class Teacher:
    """A BERT-type encoder, mean-pooled over the attention mask, and a linear head."""

    def __init__(self, folder: Path) -> None:
        """Load from ``folder`` (``encoder/`` and ``head.safetensors``), in bfloat16."""
        self.tokenizer = AutoTokenizer.from_pretrained(folder / "encoder")
        self.encoder = AutoModel.from_pretrained(
            folder / "encoder", dtype=torch.bfloat16, attn_implementation="eager"
        ).eval()
        head = load_file(folder / "head.safetensors")
        weight = next(tensor for tensor in head.values() if tensor.ndim == 2)
        bias = next(tensor for tensor in head.values() if tensor.ndim == 1)
        self.head = nn.Linear(weight.shape[1], weight.shape[0])
        self.head.load_state_dict({"weight": weight.float(), "bias": bias.float()})

    @torch.inference_mode()
    def label(
        self,
        texts: Sequence[str],
    ) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
        """Label clean texts.

        Returns:
            Probabilities ``[n, 3]`` in TweetEval's order and pooled vectors ``[n, hidden]``.
        """
        spelled = [name_emoji(text) for text in texts]
        order = sorted(range(len(spelled)), key=lambda row: len(spelled[row]))
        probabilities = np.zeros((len(texts), 3), np.float16)
        pooled = np.zeros((len(texts), self.encoder.config.hidden_size), np.float16)
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            batch = self.tokenizer(
                [spelled[row] for row in rows],
                padding=True,
                truncation=True,
                max_length=72,
                return_tensors="pt",
            )
            hidden = self.encoder(**batch).last_hidden_state.float()
            mask = batch["attention_mask"].unsqueeze(-1).float()
            mean = (hidden * mask).sum(1) / mask.sum(1)
            probabilities[rows] = self.head(mean).softmax(-1).half().numpy()
            pooled[rows] = mean.half().numpy()
        return probabilities, pooled
