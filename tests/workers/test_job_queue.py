"""Who is served when, and who ends a job that is cancelled."""

from __future__ import annotations

from desktop_app.classifier.profile import Profile
from desktop_app.workers.job_queue import JobQueue
from desktop_app.workers.jobs import ClassifyRequest, Lane, LoadRequest, Request


def text(job: int, lane: Lane = Lane.INTERACTIVE) -> ClassifyRequest:
    return ClassifyRequest(job, ("a text",), lane)


def test_within_a_lane_first_come_is_first_served() -> None:
    queue = JobQueue()
    requests: list[Request] = [text(1), LoadRequest(2, Profile.starter()), text(3)]
    for request in requests:
        queue.put(request)

    assert [queue.take(Lane.INTERACTIVE) for _ in range(4)] == [*requests, None]


def test_lanes_do_not_see_each_other() -> None:
    queue = JobQueue()
    queue.put(text(1, Lane.BATCH))

    assert queue.take(Lane.INTERACTIVE) is None
    assert queue.take(Lane.BATCH) == text(1, Lane.BATCH)


def test_a_waiting_job_is_taken_back_by_whoever_cancels_it() -> None:
    queue = JobQueue()
    queue.put(text(1))
    queue.put(text(2))

    assert queue.cancel(1) == text(1)
    assert queue.cancel(1) is None
    assert queue.take(Lane.INTERACTIVE) == text(2)


def test_a_taken_job_is_marked_until_it_is_done() -> None:
    queue = JobQueue()
    queue.put(text(1))
    queue.take(Lane.INTERACTIVE)

    assert not queue.is_cancelled(1)
    assert queue.cancel(1) is None
    assert queue.is_cancelled(1)
    queue.done(1)
    assert not queue.is_cancelled(1)


def test_cancelling_what_has_ended_or_never_was_does_nothing() -> None:
    queue = JobQueue()
    queue.put(text(1))
    queue.take(Lane.INTERACTIVE)
    queue.done(1)

    assert queue.cancel(1) is None
    assert queue.cancel(99) is None
    assert not queue.is_cancelled(1)
    assert not queue.is_cancelled(99)


def test_closing_gives_back_what_waits_and_cancels_what_was_taken() -> None:
    queue = JobQueue()
    for request in (text(1), text(2), text(3, Lane.BATCH)):
        queue.put(request)
    queue.take(Lane.INTERACTIVE)

    assert queue.close() == [text(2), text(3, Lane.BATCH)]
    assert queue.is_cancelled(1)
    assert not queue.put(text(4))
    assert queue.take(Lane.INTERACTIVE) is None
