"""The inference thread is stopped, with jobs in flight and without."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Lane
from tests.fakes import FakeEngine
from tests.workers.fake_shelf import OTHER, STARTER, Shelf, Until
from tests.workers.recording import Recording


def test_stopping_ends_every_job_once_and_closes_the_model(
    qtbot: QtBot, inference: Inference, said: Recording, shelf: Shelf, held_engine: FakeEngine
) -> None:
    under_way = said.classify(["see"] * 5000, Lane.BATCH)
    qtbot.waitUntil(held_engine.entered.is_set)
    waiting = [said.classify(["I love it"]), said.load(OTHER)]

    with qtbot.waitSignal(inference.stopped, timeout=20_000):
        inference.stop()
        late = said.classify(["too late"])
        held_engine.gate.set()

    endings = {job: said.of(job).callback for job in (under_way, *waiting, late)}
    assert set(endings.values()) == {"cancelled"}
    assert sum(map(len, held_engine.batches)) == 1
    assert held_engine.closed
    assert OTHER.name not in shelf.engines


def test_stopping_while_a_model_is_loaded_closes_it_again(
    qtbot: QtBot, inference: Inference, said: Recording, shelf: Shelf, until: Until
) -> None:
    shelf.gate.clear()
    loading = said.load(OTHER)
    inference.start()
    until(shelf.entered.is_set)

    with qtbot.waitSignal(inference.stopped, timeout=20_000):
        inference.stop()
        shelf.gate.set()

    assert said.of(loading).callback == "cancelled"
    assert shelf.engine(OTHER).closed
    # On the way out no starter is loaded in its place, and nobody is told of a missing one.
    assert said.models == ["loading other"]


def test_what_was_never_started_stops_too(qtbot: QtBot, shelf: Shelf) -> None:
    inference = Inference(shelf.load)
    said = Recording(inference)
    job = said.load(STARTER)

    with qtbot.waitSignal(inference.stopped):
        inference.stop()

    assert said.of(job).callback == "cancelled"
