"""One stream of texts, classified by several processes that each hold the model.

The first process reads and writes; the others only answer. Texts and answers travel through the
group, so the others need neither the input nor a shared disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self

from desktop_app.classifier.classifier import BATCHES_IN_WINDOW, SentimentClassifier
from desktop_app.errors import UserError

if TYPE_CHECKING:
    from desktop_app.classifier.engines.base import EngineFacts
    from desktop_app.classifier.process_group.group import Group
    from desktop_app.classifier.profile import Profile
    from desktop_app.classifier.sentiment import Prediction

_Outcome = list["Prediction"] | UserError


class ProcessLostError(UserError):
    """Another process of the group has ended before the work has."""


class ShardedClassifier:
    """The first process's end: shares texts out and puts the answers back in order."""

    def __init__(self, classifier: SentimentClassifier, group: Group) -> None:
        self._classifier = classifier
        self._group = group

    @property
    def profile(self) -> Profile:
        """What every process has loaded."""
        return self._classifier.profile

    @property
    def engine_facts(self) -> EngineFacts:
        """What the first process's engine says of itself."""
        return self._classifier.engine_facts

    @property
    def batch_size(self) -> int:
        """Texts in one forward pass of all processes together."""
        return self._classifier.batch_size * self._group.size

    def classify(self, texts: Sequence[str]) -> list[Prediction]:
        """Classify raw texts.

        Raises:
            OutOfMemoryError: not even one text fits, in one of the processes.
            ProcessLostError: one of them is gone.
        """
        # By length in turn: every process gets as many texts, and as many tokens.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        size = self._group.size
        rows = [order[rank::size] for rank in range(size)]
        shares = [[texts[row] for row in share] for share in rows]
        try:
            self._group.deal(shares)
            outcomes = self._group.collect(_outcome(self._classifier, shares[0]))
        except RuntimeError as error:
            raise ProcessLostError(
                "One of the processes that classify together has ended.",
                hint="What it said last stands above, if anything.",
            ) from error
        answers: dict[int, Prediction] = {}
        for share, outcome in zip(rows, outcomes, strict=True):
            if isinstance(outcome, UserError):
                raise outcome
            assert isinstance(outcome, list)
            answers.update(zip(share, outcome, strict=True))
        return [answers[row] for row in range(len(texts))]

    def classify_stream(self, texts: Iterable[str]) -> Iterator[tuple[str, Prediction]]:
        """Classify texts as they come, in order, holding a bounded number of them."""
        source = iter(texts)
        while window := list(islice(source, self.batch_size * BATCHES_IN_WINDOW)):
            yield from zip(window, self.classify(window), strict=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if kind is None:
            self._group.deal([None] * self._group.size)
            self._group.close()
        # After an error, or Ctrl+C in the middle of an exchange, the others may wait for
        # something else: they see this process end, and end too.
        self._classifier.close()


def answer_for_others(classifier: SentimentClassifier, group: Group) -> None:
    """Answer, in every process but the first, for what it is given, until the first has ended."""
    with classifier:
        try:
            while (texts := group.deal(None)) is not None:
                assert isinstance(texts, list)
                group.collect(_outcome(classifier, texts))
            group.close()
        except RuntimeError:
            # The first process is gone, and has said why.
            return


def _outcome(classifier: SentimentClassifier, texts: Sequence[str]) -> _Outcome:
    try:
        return classifier.classify(texts)
    except UserError as error:
        return error
