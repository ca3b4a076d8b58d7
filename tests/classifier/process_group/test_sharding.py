"""Texts shared out among several holders of a model; here they are threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import Queue
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.errors import OutOfMemoryError
from desktop_app.classifier.process_group.sharding import (
    ProcessLostError,
    ShardedClassifier,
    answer_for_others,
)
from tests.fakes import FakeEngine, fake_classifier

if TYPE_CHECKING:
    from torch import Tensor


class ThreadGroup:
    """One thread's view of a group whose members hand each other objects through queues."""

    def __init__(self, rank: int, dealt: Sequence[Queue[object]], pieces: Sequence[Queue[object]]):
        self.rank = rank
        self.size = len(dealt)
        self.lost = False
        self._dealt = dealt
        self._pieces = pieces

    def deal(self, shares: Sequence[object] | None) -> object:
        if self.lost:
            raise RuntimeError("Connection closed by peer")
        for queue, share in zip(self._dealt, shares or (), strict=shares is not None):
            queue.put(share)
        return self._dealt[self.rank].get(timeout=10)

    def collect(self, piece: object) -> list[object]:
        self._pieces[self.rank].put(piece)
        return [queue.get(timeout=10) for queue in self._pieces] if self.rank == 0 else []

    def sum(self, tensor: Tensor) -> Tensor:
        raise NotImplementedError

    def highest(self, value: int) -> int:
        raise NotImplementedError

    def wait(self) -> None:
        raise NotImplementedError

    def close(self) -> None:
        pass


@contextmanager
def shared(
    size: int, failure: Exception | None = None
) -> Iterator[tuple[ShardedClassifier, list[FakeEngine], ThreadGroup]]:
    """Give the first one's end, all engines, and the first one's group."""
    dealt: list[Queue[object]] = [Queue() for _ in range(size)]
    pieces: list[Queue[object]] = [Queue() for _ in range(size)]
    engines = [FakeEngine(failure=failure if rank else None) for rank in range(size)]
    groups = [ThreadGroup(rank, dealt, pieces) for rank in range(size)]
    threads = [
        threading.Thread(target=answer_for_others, args=(fake_classifier(engine), group))
        for engine, group in zip(engines[1:], groups[1:], strict=True)
    ]
    for thread in threads:
        thread.start()
    with ShardedClassifier(fake_classifier(engines[0]), groups[0]) as classifier:
        yield classifier, engines, groups[0]
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


@given(texts=st.lists(st.text(max_size=60), max_size=50), size=st.integers(1, 4))
def test_the_answers_are_those_of_one_process_in_the_order_of_the_texts(
    texts: list[str], size: int
) -> None:
    with shared(size) as (classifier, _, _):
        assert classifier.classify(texts) == fake_classifier().classify(texts)


def test_every_process_gets_as_many_texts_and_the_models_are_closed_at_the_end() -> None:
    with shared(3) as (classifier, engines, _):
        answers = list(classifier.classify_stream(f"text {number}" for number in range(100)))
        assert [text for text, _ in answers] == [f"text {number}" for number in range(100)]
        shares = [sum(map(len, engine.batches)) for engine in engines]
    assert sorted(shares) == [33, 33, 34]
    assert all(engine.closed for engine in engines)


def test_what_fails_in_another_process_is_said_by_the_first() -> None:
    failure = OutOfMemoryError("It does not fit.")
    with shared(2, failure) as (classifier, _, _), pytest.raises(OutOfMemoryError, match="not fit"):
        classifier.classify(["one", "two", "three"])


def test_a_lost_process_is_a_plain_sentence() -> None:
    with shared(2) as (classifier, _, group):
        group.lost = True
        with pytest.raises(ProcessLostError, match="has ended"):
            classifier.classify(["one", "two"])
        group.lost = False
