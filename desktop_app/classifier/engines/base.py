"""What every engine can do, and what it says about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desktop_app.classifier.profile import EngineKind
from desktop_app.classifier.prompting.label_tokens import LabelTokens


@dataclass(frozen=True, slots=True)
class LabelProbe:
    """What came of trying both sets of label tokens.

    Attributes:
        chosen: the set that tells the labels apart better.
        spaced: macro-averaged recall with spaced label tokens, from 0 to 1; None where the
            vocabulary splits a spaced label word.
        first_piece: likewise with first pieces; None where two label words begin alike.
    """

    chosen: LabelTokens
    spaced: float | None
    first_piece: float | None

    @property
    def chosen_recall(self) -> float:
        """Macro-averaged recall with the chosen set."""
        recall = self.spaced if self.chosen is LabelTokens.SPACED else self.first_piece
        assert recall is not None
        return recall

    @property
    def rejected_recall(self) -> float | None:
        """Macro-averaged recall with the other set; None where the vocabulary lacks it."""
        return self.first_piece if self.chosen is LabelTokens.SPACED else self.spaced


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What came of a profile when it was loaded.

    Attributes:
        engine: what runs it.
        quantization: what was really used, where the profile said ``auto``.
        device: likewise, as people read it: ``CPU``, ``NVIDIA H100``.
        parameters: number of weights of the base.
        reason: why quantisation and device are what they are, in one sentence.
        label_tokens: which tokens are scored, where the profile left it open.
        label_probe: how they were found, if by trying.
        memory: bytes that the weights take.
        tokens_at_once: how many tokens, padding included, one call should have at most, for speed
            and so that it is soon over; None if there is no such number.
        agreement: share of sample tweets that a converted model labels as its original does.
        mean_difference: mean absolute difference of their probabilities on these tweets.
    """

    engine: EngineKind
    quantization: str
    device: str
    parameters: int
    reason: str
    label_tokens: LabelTokens = LabelTokens.SPACED
    label_probe: LabelProbe | None = None
    memory: int = 0
    tokens_at_once: int | None = None
    agreement: float | None = None
    mean_difference: float | None = None


class Engine(Protocol):
    """Scores prompts. Batching, ordering, calibration and cancelling live above it."""

    @property
    def facts(self) -> EngineFacts:
        """What it is."""

    def label_logits(self, prompts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Score one batch of token ids.

        Returns:
            Logits of the three labels, ``[n, 3]``, in the order of ``Sentiment``.

        Raises:
            OutOfMemoryError: the batch is too large for the device.
        """

    def close(self) -> None:
        """Free the model's memory. The engine is not used afterwards."""
