"""One instance only, with real processes: handing over, crashes, and endings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.workers.single_instance import NotRespondingError, SingleInstance

Start = Callable[..., subprocess.Popen[str]]

# Claims, says how that went, and stays if it is told to: listening, or deaf in a long sleep.
_PROGRAM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop_app import paths
from desktop_app.workers.single_instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(paths.instance_socket())
first = instance.claim([Path(name) for name in sys.argv[2:]])
print("first" if first else "handed over", flush=True)
instance.files_handed_over.connect(lambda files: print([str(file) for file in files], flush=True))
if first and sys.argv[1] == "listen":
    application.exec()
elif first and sys.argv[1] == "sleep":
    time.sleep(120)
"""


@pytest.fixture
def start() -> Iterator[Start]:
    """Give a function that starts an instance in a process of its own."""
    children: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        children.append(child)
        return child

    yield start
    for child in children:
        child.kill()
        child.communicate()


@pytest.fixture
def instance(qtbot: QtBot) -> Iterator[SingleInstance]:
    instance = SingleInstance(paths.instance_socket(), patience_seconds=0.3)
    yield instance
    instance.release()


def line(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


@pytest.mark.process
def test_a_second_instance_hands_its_files_over_and_ends(
    qtbot: QtBot, instance: SingleInstance, start: Start, tmp_path: Path
) -> None:
    assert instance.claim()
    names = [str(tmp_path / "ä b\n.csv"), "relative.txt"]
    with qtbot.waitSignal(instance.files_handed_over) as caught:
        second = start("", *names)
    assert second.wait(timeout=30) == 0

    assert line(second) == "handed over"
    assert caught.args is not None
    assert caught.args[0] == [tmp_path / "ä b\n.csv", Path(__file__).parents[2] / "relative.txt"]


@pytest.mark.process
def test_started_again_without_files_says_only_that(
    qtbot: QtBot, instance: SingleInstance, start: Start
) -> None:
    assert instance.claim()
    handed: list[object] = []
    instance.files_handed_over.connect(handed.append)
    with qtbot.waitSignal(instance.started_again):
        second = start("")
    assert second.wait(timeout=30) == 0
    assert handed == []


@pytest.mark.process
def test_of_many_started_at_once_one_is_first(start: Start) -> None:
    children = [start("listen", f"{number}.csv") for number in range(4)]
    said = sorted(line(child) for child in children)
    assert said == ["first", "handed over", "handed over", "handed over"]


@pytest.mark.process
@pytest.mark.skipif(os.name == "nt", reason="Windows leaves no sockets behind")
def test_what_a_crashed_instance_left_behind_is_replaced(
    instance: SingleInstance, start: Start
) -> None:
    first = start("listen")
    assert line(first) == "first"
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert paths.instance_socket().exists()

    assert instance.claim()


@pytest.mark.process
def test_an_instance_that_hangs_is_said_to(start: Start, instance: SingleInstance) -> None:
    assert line(start("sleep")) == "first"
    with pytest.raises(NotRespondingError, match="already running"):
        instance.claim()


@pytest.mark.process
def test_who_comes_while_the_first_ends_becomes_the_first(
    qtbot: QtBot, instance: SingleInstance, start: Start
) -> None:
    assert instance.claim()
    instance.close()
    second = start("listen")
    # It has had every chance to give up.
    qtbot.wait(500)
    assert second.poll() is None
    instance.release()
    assert line(second) == "first"


@pytest.mark.process
def test_another_data_folder_is_another_instance(
    instance: SingleInstance, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert instance.claim()
    monkeypatch.setenv("VALENCE_HOME", str(tmp_path / "other"))
    assert line(start("")) == "first"


@pytest.mark.parametrize("message", [b"\xff\n", b"{}\n", b"[1]\n", b"[" * 100_000 + b"\n"])
def test_what_is_no_message_is_not_answered(
    qtbot: QtBot, instance: SingleInstance, message: bytes
) -> None:
    assert instance.claim()
    heard: list[bool] = []
    instance.started_again.connect(lambda: heard.append(True))
    socket = QLocalSocket()
    with qtbot.waitSignal(socket.disconnected):
        socket.connectToServer(str(paths.instance_socket()))
        socket.write(message)
    assert heard == []
    assert bytes(socket.readAll().data()) == b""


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_nobody_else_can_speak_to_it_or_listen_in_its_place(
    instance: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert instance.claim()
    socket = paths.instance_socket()
    assert socket.stat().st_mode & 0o077 == 0
    assert socket.parent.stat().st_mode & 0o077 == 0

    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    taken = tmp_path / socket.parent.name
    taken.mkdir()
    taken.chmod(0o777)
    with pytest.raises(paths.FolderUnavailableError, match="by others"):
        paths.instance_socket()
