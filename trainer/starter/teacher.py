"""The teacher: a fine-tuned sentence encoder that labels more text than people did."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from trainer.starter.sources import GROUPS
from trainer.starter.tokens import TokenTable

_BATCH = 256
_LONGEST = 80
_CLASSES = 3

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


class Teacher(nn.Module):
    """An encoder of BERT's or MPNet's kind, mean-pooled, with a head for each annotators' labels.

    Attributes:
        tokenizer: of the encoder.
    """

    def __init__(self, encoder: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> None:
        """Put fresh heads on ``encoder``."""
        super().__init__()
        self.tokenizer = tokenizer
        self.encoder = encoder
        self.heads = nn.Linear(encoder.config.hidden_size, len(GROUPS) * _CLASSES)
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    @classmethod
    def from_encoder(cls, folder: Path) -> Teacher:
        """Load an encoder in the Hub's layout, in float32, with heads that know nothing yet."""
        encoder = AutoModel.from_pretrained(folder, dtype=torch.float32, add_pooling_layer=False)
        return cls(encoder, AutoTokenizer.from_pretrained(folder))

    @classmethod
    def load(cls, folder: Path) -> Teacher:
        """Load what ``save`` wrote."""
        teacher = cls.from_encoder(folder)
        teacher.heads.load_state_dict(load_file(folder / "heads.safetensors"))
        return teacher.eval()

    def save(self, folder: Path) -> None:
        """Write encoder, tokenizer and, last, heads to ``folder``."""
        self.encoder.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        heads = {name: value.detach().cpu() for name, value in self.heads.state_dict().items()}
        save_file(heads, folder / "heads.safetensors")

    def encode(self, texts: Sequence[str]) -> TokenTable:
        """Tokenise clean texts, with emoji spelled, for the device that the model is on."""
        ids: list[list[int]] = self.tokenizer(
            [name_emoji(text) for text in texts],
            truncation=True,
            max_length=_LONGEST,
            return_attention_mask=False,
            return_token_type_ids=False,
        )["input_ids"]
        return TokenTable(ids, self.heads.weight.device, self.tokenizer.pad_token_id)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """Return logits ``[n, heads, 3]`` in float32 for padded ids ``[n, t]``."""
        mask = torch.arange(ids.shape[1], device=ids.device) < lengths[:, None]
        with torch.autocast(ids.device.type, dtype=torch.bfloat16):
            states = self.encoder(input_ids=ids, attention_mask=mask.long()).last_hidden_state
        pooled = (states.float() * mask[..., None]).sum(1) / lengths[:, None]
        logits: Tensor = self.heads(pooled)
        return logits.view(-1, len(GROUPS), _CLASSES)

    @torch.no_grad()
    def opinions(self, table: TokenTable) -> NDArray[np.float16]:
        """Label the texts of ``table``.

        Returns:
            Probabilities ``[n, heads, 3]`` in TweetEval's order of classes.
        """
        order = np.argsort(table.lengths, kind="stable")
        parts = []
        for start in range(0, len(order), _BATCH):
            logits = self(*table.batch(order[start : start + _BATCH]))
            parts.append(logits.softmax(-1).half())
        result = np.empty((len(order), len(GROUPS), _CLASSES), np.float16)
        result[order] = torch.cat(parts).cpu().numpy()
        return result
