"""An estimate that cannot even be begun, and one that is not wanted any more."""

from __future__ import annotations

from pathlib import Path

import psutil
from pytestqt.qtbot import QtBot

from desktop_app.workers.estimating import Estimating
from trainer.config import TrainingConfig


class Heard:
    """What was heard of an estimate."""

    def __init__(self, estimating: Estimating, config: TrainingConfig) -> None:
        self.said: list[str] = []
        self.job = estimating.start(
            config,
            done=lambda _: self.said.append("done"),
            failed=lambda failure: self.said.append(failure.message),
            cancelled=lambda: self.said.append("cancelled"),
        )


def test_without_a_folder_for_it_the_reason_is_heard_when_the_handle_is_there(
    qtbot: QtBot, valence_home: Path
) -> None:
    valence_home.mkdir(exist_ok=True)
    (valence_home / "cache").write_text("no folder")
    estimating = Estimating()
    heard = Heard(estimating, TrainingConfig(data="x"))
    assert heard.said == []
    qtbot.waitUntil(lambda: heard.job.has_ended)

    assert len(heard.said) == 1
    assert "cache" in heard.said[0]


def test_of_one_that_is_cancelled_neither_process_nor_files_are_left(
    qtbot: QtBot, valence_home: Path
) -> None:
    estimating = Estimating()
    heard = Heard(estimating, TrainingConfig(data="x"))
    assert list((valence_home / "cache").iterdir())
    heard.job.cancel()
    qtbot.waitUntil(lambda: heard.said == ["cancelled"])
    assert not psutil.Process().children()
    qtbot.waitUntil(lambda: not list((valence_home / "cache").iterdir()))


def test_the_trainer_says_why_it_cannot_be_done(
    qtbot: QtBot, valence_home: Path, tmp_path: Path
) -> None:
    del valence_home
    estimating = Estimating()
    heard = Heard(estimating, TrainingConfig(data=str(tmp_path / "nothing")))
    qtbot.waitUntil(lambda: heard.job.has_ended, timeout=120_000)

    assert len(heard.said) == 1
    assert "nothing" in heard.said[0]
