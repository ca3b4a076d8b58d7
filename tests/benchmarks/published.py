"""The published recipe as it stands, as the reference of the benchmarks.

Float32 base (float16 on CUDA), PEFT adapter not merged, ``generate`` for one token with the
restricting logits processor, one tweet at a time.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

from desktop_app.classifier.prompting.label_tokens import LabelTokens, label_token_ids
from desktop_app.classifier.prompting.prompt import PromptEncoder
from desktop_app.classifier.prompting.text import clean_text
from tests.classifier.reference import reference_label_logits


class PublishedClassifier:
    """Loads and scores as the model card does; only the label is read from the scores."""

    def __init__(
        self,
        base: str,
        adapter: str,
        max_length: int,
        label_tokens: LabelTokens = LabelTokens.SPACED,
    ) -> None:
        cuda = torch.cuda.is_available()
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        model = AutoModelForCausalLM.from_pretrained(
            base, dtype=torch.float16 if cuda else torch.float32
        )
        if adapter:
            model = PeftModel.from_pretrained(model, adapter)
        self.model = model.eval().to("cuda" if cuda else "cpu")
        self.label_ids = label_token_ids(self.tokenizer, label_tokens)
        self._prompts = PromptEncoder(self.tokenizer, max_length)

    def label_logits(self, text: str) -> NDArray[np.float32]:
        """Score one raw text: ``[3]``."""
        (prompt,) = self._prompts.encode([clean_text(text)])
        return reference_label_logits(self.model, self.label_ids, prompt.ids)
