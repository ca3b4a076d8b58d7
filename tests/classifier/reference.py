"""The published way to classify, kept as the reference that the fast path is tested against.

It generates one token with every other token forbidden. The label is read from the scores and not
from the decoded text: decoding cleans up spaces and drops special tokens, and then the published
search for the prompt in the text fails and answers Neutral.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from transformers import LogitsProcessor, LogitsProcessorList

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from transformers import PreTrainedModel


class RestrictVocabLogitsProcessor(LogitsProcessor):  # type: ignore[misc]
    """Forbids every token but the allowed ones."""

    def __init__(self, allowed_token_ids: Sequence[int]) -> None:
        """Allow ``allowed_token_ids``."""
        self.allowed_token_ids = list(allowed_token_ids)

    def __call__(self, _input_ids: Tensor, scores: Tensor) -> Tensor:
        """Give ``scores`` ``[n, vocabulary]`` with minus infinity at every forbidden token."""
        restricted = torch.full_like(scores, float("-inf"))
        restricted[:, self.allowed_token_ids] = scores[:, self.allowed_token_ids]
        return restricted


def reference_label_logits(
    model: PreTrainedModel, label_ids: Sequence[int], prompt: Sequence[int]
) -> NDArray[np.float32]:
    """Score one prompt by ``generate``.

    Args:
        model: a causal language model, with or without a PEFT wrapper.
        label_ids: tokens of the labels, in the order of ``Sentiment``.
        prompt: token ids.

    Returns:
        Label logits ``[3]``.
    """
    ids = torch.tensor([list(prompt)], device=model.device)
    with torch.inference_mode():
        generated = model.generate(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            max_new_tokens=1,
            do_sample=False,
            pad_token_id=model.config.eos_token_id,
            logits_processor=LogitsProcessorList([RestrictVocabLogitsProcessor(label_ids)]),
            return_dict_in_generate=True,
            output_scores=True,
        )
    scores: NDArray[np.float32] = generated.scores[0][0, list(label_ids)].float().cpu().numpy()
    return scores
