"""The three tokens that are scored."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.classifier.errors import IncompatibleModelError
from desktop_app.classifier.sentiment import Sentiment

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase


class LabelTokens(StrEnum):
    """Which token of each label word is scored.

    ``SPACED`` scores ``" Positive"`` as one token, as text continues after ``Sentiment:``.
    ``FIRST_PIECE`` scores the first token of ``"Positive"`` without the space, as the code
    published with ``umangshikarvar/sentiment-qlora-gptneo`` does.
    """

    SPACED = "spaced"
    FIRST_PIECE = "first-piece"


def label_token_ids(tokenizer: PreTrainedTokenizerBase, kind: LabelTokens) -> tuple[int, int, int]:
    """Find the token of each label word, in the order of ``Sentiment``.

    Raises:
        IncompatibleModelError: a spaced label word is more than one token, or two labels share one.
    """
    ids: list[int] = []
    for label in Sentiment:
        word = label.word if kind is LabelTokens.FIRST_PIECE else f" {label.word}"
        pieces: list[int] = tokenizer.encode(word, add_special_tokens=False)
        if kind is LabelTokens.SPACED and len(pieces) != 1:
            shown = " + ".join(tokenizer.convert_ids_to_tokens(pieces))
            raise IncompatibleModelError(
                "The model's vocabulary splits “{word}” into {shown}; it has to be one token.",
                hint="Choose first-piece label tokens, or a model with a vocabulary like GPT-2's.",
                word=word,
                shown=shown,
            )
        ids.append(pieces[0])
    if len(set(ids)) != len(ids):
        raise IncompatibleModelError(
            "The model's vocabulary begins two of the label words with the same token.",
            hint="Choose spaced label tokens or another model.",
        )
    return ids[0], ids[1], ids[2]
