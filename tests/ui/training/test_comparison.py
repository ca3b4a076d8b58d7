"""A finished run is compared with a base that has to be converted first, by the real processes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop_app.atomic import write_json
from desktop_app.desk import Desk
from desktop_app.models.own_runs import runs_folder
from desktop_app.training.judging import kept_judged
from desktop_app.training.runs import Run
from desktop_app.ui.training.result_view import ResultView
from tests.model_folders import build_adapter, build_base
from trainer.config import TrainingConfig
from trainer.events import Finished, Outcome

PATIENCE_MS = 120_000


@pytest.fixture
def run(valence_home: Path, tmp_path: Path) -> Run:
    """Give a run that has ended on a base of its own."""
    del valence_home
    base = build_base(tmp_path / "small", seed=3)
    run = Run(runs_folder() / "mine")
    build_adapter(run.folder.adapter, base)
    write_json(run.folder.config, TrainingConfig(data="x", base=str(base)).to_json())
    end = Finished(outcome=Outcome.COMPLETED, step=2, adapter=str(run.folder.adapter), best_step=2)
    line = json.dumps({**end.to_json(), "time": time.time()})
    run.folder.events.write_text(line + "\n", encoding="utf-8")
    return run


@pytest.fixture
def result(qtbot: QtBot, run: Run) -> Iterator[ResultView]:
    """Give the page that shows it, in the real program."""
    desk = Desk()
    desk.open()
    qtbot.waitUntil(lambda: "ready" in desk.window.model_status.text(), timeout=PATIENCE_MS)
    desk.training.open()
    desk.training.open_run(run.path)
    yield desk.training.dialog.run.result
    desk.window.close()
    desk.shut_down()
    desk.window.deleteLater()


class Said(QObject):
    """Knows what a line has said, and when it was seen."""

    def __init__(self, result: ResultView) -> None:
        super().__init__(result)
        self._line = result.comparing
        self.words: list[str] = []
        self._line.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and self._line.words.text() not in self.words:
            self.words.append(self._line.words.text())
        return False


def workers() -> list[psutil.Process]:
    children: list[psutil.Process] = psutil.Process().children(recursive=True)
    return children


def are_gone(processes: list[psutil.Process]) -> Callable[[], bool]:
    def gone() -> bool:
        return not any(
            each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in processes
        )

    return gone


def test_a_conversion_before_a_comparison_is_seen_and_can_be_cancelled(
    qtbot: QtBot, result: ResultView, run: Run
) -> None:
    result.compare.click()
    # What is over at once is not worth a bar that flickers.
    assert not result.comparing.isVisible()
    line = result.comparing
    qtbot.waitUntil(
        lambda: "ready for this computer" in line.words.text() and line.bar.value() > 0,
        timeout=PATIENCE_MS,
    )
    assert line.isVisible()
    assert "small + mine" in line.words.text()
    assert 0 < line.bar.value() < line.bar.maximum()
    assert not result.compare.isEnabled()
    at_work = workers()
    assert len(at_work) >= 2

    line.cancel.click()
    qtbot.waitUntil(lambda: not line.isVisible())
    assert result.compare.isEnabled()
    qtbot.waitUntil(are_gone(at_work))
    assert not kept_judged(run)


def test_a_comparison_goes_on_from_the_conversion_to_the_result(
    qtbot: QtBot, result: ResultView, run: Run
) -> None:
    said = Said(result)
    result.compare.click()
    qtbot.waitUntil(lambda: bool(kept_judged(run)), timeout=PATIENCE_MS)

    assert any("Making small + mine ready" in words for words in said.words)
    assert not result.comparing.isVisible()
    assert result.compare.isEnabled()
    measured = result.measures.item(result.measures.rowCount() - 1, 0)
    assert measured is not None
    assert "Fixed evaluation set" in measured.text()
