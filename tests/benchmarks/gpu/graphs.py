"""One tweet at a time without the time that Python takes to start each kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.torch.engine import hidden_at_last, label_head
from desktop_app.classifier.prompting.text import clean_text
from tests.benchmarks.gpu.settings import clock

Pass = Callable[[Tensor, Tensor], Tensor]


class _Padded:
    """Answers for single texts by passes that are made ready once for each padded length.

    Attributes:
        apart: prompts are padded to a multiple, so that few lengths have to be made ready.
        seconds: that making ready took.
    """

    apart = 16

    def __init__(self, classifier: SentimentClassifier) -> None:
        self._encoder = classifier._prompts
        engine = vars(classifier._engine)
        self._model, self._label_ids = engine["_model"], engine["_label_ids"]
        self._device = self._label_ids.device
        self._ready: dict[int, Callable[[Tensor, Tensor], Tensor]] = {}
        self.seconds = 0.0

    def label_logits(self, text: str) -> NDArray[np.float32]:
        """Score one raw text: ``[3]``."""
        (prompt,) = self._encoder.encode([clean_text(text)])
        length = -(-len(prompt) // self.apart) * self.apart
        ids = torch.zeros(1, length, dtype=torch.long)
        ids[0, : len(prompt)] = torch.tensor(prompt.ids)
        last = torch.tensor([len(prompt) - 1])
        if length not in self._ready:
            started = clock(self._device)
            self._ready[length] = self._prepared(ids.to(self._device), last.to(self._device))
            self.seconds += clock(self._device) - started
        with torch.inference_mode():
            scored: NDArray[np.float32] = self._ready[length](ids, last)[0].cpu().numpy()
        return scored

    def _forward(self, ids: Tensor, last: Tensor) -> Tensor:
        return label_head(self._model, hidden_at_last(self._model, ids, last), self._label_ids)

    def _prepared(self, ids: Tensor, last: Tensor) -> Pass:
        raise NotImplementedError


class Graphed(_Padded):
    """Records the kernels of a pass and starts all of them at once."""

    def __init__(self, classifier: SentimentClassifier, tweets: Sequence[str]) -> None:
        super().__init__(classifier)
        for tweet in tweets:
            self.label_logits(tweet)

    def _prepared(self, ids: Tensor, last: Tensor) -> Pass:
        if self._device.type != "cuda":
            return self._forward
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.inference_mode(), torch.cuda.stream(stream):
            for _ in range(2):
                self._forward(ids, last)
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.inference_mode(), torch.cuda.graph(graph):
            logits = self._forward(ids, last)

        def replay(new_ids: Tensor, new_last: Tensor) -> Tensor:
            ids.copy_(new_ids)
            last.copy_(new_last)
            graph.replay()
            return logits

        return replay


class Compiled(_Padded):
    """Fuses kernels as well. To make them ready takes long, so it is done for one length."""

    apart = 96

    def __init__(
        self, classifier: SentimentClassifier, tweets: Sequence[str], *, is_dry: bool
    ) -> None:
        super().__init__(classifier)
        self._compiled = (
            torch.compile(self._forward, backend="eager")
            if is_dry
            else torch.compile(self._forward, mode="reduce-overhead")
        )
        for tweet in tweets:
            self.label_logits(tweet)

    def _prepared(self, ids: Tensor, last: Tensor) -> Pass:
        def run(new_ids: Tensor, new_last: Tensor) -> Tensor:
            ids.copy_(new_ids)
            last.copy_(new_last)
            scored: Tensor = self._compiled(ids, last)
            return scored

        with torch.inference_mode():
            for _ in range(3):
                run(ids, last)
        return run
