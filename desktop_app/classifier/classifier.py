"""The public face of the classifier: texts in, predictions out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.errors import EmptyTextError, OutOfMemoryError
from desktop_app.classifier.profile import Profile
from desktop_app.classifier.prompting.prompt import EncodedPrompt, PromptEncoder
from desktop_app.classifier.prompting.text import clean_text
from desktop_app.classifier.sentiment import Prediction

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from desktop_app.classifier.engines.base import Engine, EngineFacts
    from desktop_app.classifier.readying import ReadyModel

# So many batches are sorted by length together: enough to leave little padding, few enough that a
# stream's first answers come soon and its memory stays bounded.
BATCHES_IN_WINDOW = 16

# The share of a batch that may be padding. One long text among short ones would otherwise have
# all of them cost as much as itself.
_MOST_PADDING = 0.15


class ClassificationCancelled(Exception):  # noqa: N818 - it is no error
    """The caller asked to stop."""


class SentimentClassifier:
    """A loaded model that answers for texts. Not thread-safe: one thread holds it."""

    def __init__(
        self,
        engine: Engine,
        prompts: PromptEncoder,
        profile: Profile,
        adapter_facts: AdapterFacts,
        load_seconds: float = 0.0,
    ) -> None:
        """Wrap a loaded ``engine``; ``load`` is the usual way to get one."""
        self._engine = engine
        self._prompts = prompts
        self.profile = profile
        self.adapter_facts = adapter_facts
        self.load_seconds = load_seconds

    @classmethod
    def load(
        cls,
        profile: Profile,
        *,
        local_files_only: bool = False,
        may_convert: bool = True,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Self:
        """Load what ``profile`` names, in the engine that is best here.

        What is not on this computer is fetched from the Hub. Without a graphics card the model is
        converted for OpenVINO the first time, which takes minutes for a large one.

        Args:
            profile: what to load.
            local_files_only: fetch nothing from the Hub.
            may_convert: whether there is time for a conversion.
            progress: is told the share of a conversion that is done, 0 to 1.
            cancelled: is asked during a conversion.

        Raises:
            UserError: it cannot be loaded: one of ``desktop_app.classifier.errors``, with a
                sentence for the user. A conversion that fails is no reason where the quantisation
                is ``auto``: PyTorch runs the model then, and ``EngineFacts`` say why.
            ConversionNeededError: the model has to be converted, and ``may_convert`` is not set.
            ConversionCancelled: ``cancelled`` said so.
        """
        from desktop_app.classifier.readying import ready_model

        started = time.perf_counter()
        ready = ready_model(
            profile,
            local_files_only=local_files_only,
            may_convert=may_convert,
            progress=progress,
            cancelled=cancelled,
        )
        return cls._of(ready, profile, started)

    @classmethod
    def load_in_torch(cls, profile: Profile) -> Self:
        """Load what ``profile`` names in PyTorch, also where another engine would be quicker.

        Raises:
            UserError: one of ``desktop_app.classifier.errors``, with a sentence for the user.
        """
        from desktop_app.classifier.readying import torch_model

        started = time.perf_counter()
        return cls._of(torch_model(profile), profile, started)

    @classmethod
    def _of(cls, ready: ReadyModel, profile: Profile, started: float) -> Self:
        seconds = time.perf_counter() - started
        return cls(ready.engine, ready.prompts, profile, ready.adapter_facts, seconds)

    @property
    def engine_facts(self) -> EngineFacts:
        """What the engine says of itself."""
        return self._engine.facts

    @property
    def batch_size(self) -> int:
        """Texts in one forward pass."""
        return self.profile.batch_size

    def classify(
        self,
        texts: Iterable[str],
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Prediction]:
        """Classify raw texts.

        A text of which cleaning leaves nothing is classified as the empty prompt: it takes its
        place in the list, and ``classify_one`` is where emptiness is an error.

        Args:
            texts: as typed, pasted or read.
            progress: is called after each batch with the numbers done and in all.
            cancelled: is asked before each batch.

        Raises:
            TypeError: ``texts`` is a single text, or not all of them are texts.
            ClassificationCancelled: ``cancelled`` said so.
            OutOfMemoryError: not even one text fits.
        """
        prompts = self._prompts.encode(map(clean_text, _texts_of(texts)))
        logits = self._label_logits(prompts, progress, cancelled)
        truncated = [prompt.truncated for prompt in prompts]
        return self.adapter_facts.calibration.predictions(logits, truncated)

    def classify_one(self, text: str) -> Prediction:
        """Classify one raw text.

        Raises:
            EmptyTextError: nothing is left of it after cleaning.
            TypeError: it is no text.
        """
        (text,) = _texts_of([text])
        if not clean_text(text):
            raise EmptyTextError("There is no text to classify.", hint="Type or paste some.")
        return self.classify([text])[0]

    def classify_stream(
        self,
        texts: Iterable[str],
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Iterator[tuple[str, Prediction]]:
        """Classify texts as they come, in order, holding a bounded number of them."""
        source = iter(texts)
        while window := list(islice(source, self.batch_size * BATCHES_IN_WINDOW)):
            yield from zip(window, self.classify(window, cancelled=cancelled), strict=True)

    def label_logits(
        self, texts: Sequence[str], *, cancelled: Callable[[], bool] | None = None
    ) -> NDArray[np.float32]:
        """Return the uncalibrated label logits ``[n, 3]`` of raw texts.

        For fitting, parity and explanations. Raises what ``classify`` raises.
        """
        prompts = self._prompts.encode(clean_text(text) for text in texts)
        return self._label_logits(prompts, cancelled=cancelled)

    @property
    def longest_prompt(self) -> int:
        """The most tokens that a prompt has; a longer text is cut."""
        return self._prompts.max_length

    def is_cut(self, text: str) -> bool:
        """Whether the end of a raw text does not fit into the prompt."""
        return self._prompts.encode([clean_text(text)])[0].truncated

    def close(self) -> None:
        """Free the model's memory."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _label_logits(
        self,
        prompts: Sequence[EncodedPrompt],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> NDArray[np.float32]:
        logits = np.empty((len(prompts), 3), np.float32)
        # The longest first: memory grows once, and whether all fits is known at once.
        order = sorted(range(len(prompts)), key=lambda row: len(prompts[row]), reverse=True)
        most_tokens = self._engine.facts.tokens_at_once
        start = 0
        while start < len(order):
            if cancelled is not None and cancelled():
                raise ClassificationCancelled
            rows = _one_batch(order[start : start + self.batch_size], prompts, most_tokens)
            try:
                logits[rows] = self._engine.label_logits([prompts[row].ids for row in rows])
            except OutOfMemoryError:
                if len(rows) == 1:
                    raise
                most_tokens = len(rows) * len(prompts[rows[0]]) // 2
                continue
            start += len(rows)
            if progress is not None:
                progress(start, len(order))
        return logits


def _texts_of(texts: Iterable[str]) -> Iterator[str]:
    """Pass texts on. A string is a sequence of texts too, one for each letter: never what is meant.

    Raises:
        TypeError: it is a string, or something in it is none, as an empty cell of a table.
    """
    if isinstance(texts, str):
        raise TypeError("texts must be several, not one string: give [text], or use classify_one")
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            raise TypeError(f"text {place} is no string but {text!r}: leave it out, or give ''")
        yield text


def _one_batch(
    rows: list[int], prompts: Sequence[EncodedPrompt], most_tokens: int | None
) -> list[int]:
    """Return the first of ``rows``, the longest first, that are answered together.

    The batch ends before padding is too much of it, or before it has too many tokens.
    """
    longest = len(prompts[rows[0]])
    tokens = 0
    for count, row in enumerate(rows):
        whole = longest * (count + 1)
        tokens += len(prompts[row])
        is_padded = whole - tokens > _MOST_PADDING * whole
        is_too_large = most_tokens is not None and whole > most_tokens
        if count and (is_padded or is_too_large):
            return rows[:count]
    return rows
