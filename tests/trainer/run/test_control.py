from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from trainer.run.control import Control, Request
from trainer.run_folder import RunFolder


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder(tmp_path)


def wait_for(control: Control, request: Request) -> None:
    deadline = time.monotonic() + 20
    while control.request is not request and time.monotonic() < deadline:
        control.wait(0.05)
    assert control.request is request


def test_words_in_the_folder_are_obeyed_one_after_the_other(folder: RunFolder) -> None:
    control = Control()
    control.listen_to_file(folder.control)
    for word, request in (
        ("pause", Request.PAUSE),
        ("continue", Request.RUN),
        ("cancel", Request.CANCEL),
    ):
        folder.ask(word)
        wait_for(control, request)


def test_what_was_asked_of_an_earlier_process_is_passed_over(folder: RunFolder) -> None:
    folder.ask("cancel")
    long_ago = time.time() - 86_400
    os.utime(folder.control, (long_ago, long_ago))
    control = Control()
    control.listen_to_file(folder.control)
    folder_of_another = RunFolder(folder.path / "other")
    folder_of_another.path.mkdir()
    control.listen_to_file(folder_of_another.control)
    folder_of_another.ask("pause")
    wait_for(control, Request.PAUSE)


def test_the_end_of_the_run_takes_back_what_was_asked(folder: RunFolder) -> None:
    folder.ask("cancel")
    folder.release()
    assert not folder.control.exists()
