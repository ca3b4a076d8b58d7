"""One tweet at a time: the product without its CUDA graphs, and ``torch.compile``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.torch.engine import hidden_at_last, label_head
from desktop_app.classifier.prompting.text import clean_text
from tests.benchmarks.gpu.settings import clock

# To compile takes long, so it is done for one length.
LENGTH = 96


@contextmanager
def without_graphs(classifier: SentimentClassifier) -> Iterator[None]:
    """Let a classifier start its kernels one by one."""
    engine = vars(classifier._engine)
    graphs, engine["_graphs"] = engine["_graphs"], None
    try:
        yield
    finally:
        engine["_graphs"] = graphs


class Compiled:
    """Answers for single texts by kernels that are fused as well.

    Attributes:
        seconds: that making ready took.
    """

    def __init__(
        self, classifier: SentimentClassifier, tweets: Sequence[str], *, is_dry: bool
    ) -> None:
        self._encoder = classifier._prompts
        engine = vars(classifier._engine)
        self._model, self._label_ids = engine["_model"], engine["_label_ids"]
        self._device: torch.device = self._label_ids.device
        self._run: Callable[[Tensor, Tensor], Tensor] = (
            torch.compile(self._forward, backend="eager")
            if is_dry
            else torch.compile(self._forward, mode="reduce-overhead")
        )
        self._ids = torch.zeros(1, LENGTH, dtype=torch.long, device=self._device)
        self._last = torch.zeros(1, dtype=torch.long, device=self._device)
        started = clock(self._device)
        for _ in range(3):
            self.label_logits(tweets[0])
        self.seconds = clock(self._device) - started

    def label_logits(self, text: str) -> NDArray[np.float32]:
        """Score one raw text: ``[3]``."""
        (prompt,) = self._encoder.encode([clean_text(text)])
        ids = torch.zeros(1, LENGTH, dtype=torch.long)
        ids[0, : len(prompt)] = torch.tensor(prompt.ids)
        with torch.inference_mode():
            self._ids.copy_(ids)
            self._last.fill_(len(prompt) - 1)
            scored: NDArray[np.float32] = self._run(self._ids, self._last)[0].cpu().numpy()
        return scored

    def _forward(self, ids: Tensor, last: Tensor) -> Tensor:
        return label_head(self._model, hidden_at_last(self._model, ids, last), self._label_ids)
