"""What every test gets: folders of its own, no network, no real screen, no loose warnings."""

from __future__ import annotations

import logging
import os
import re
import signal
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from pytestqt.qtbot import QtBot

from desktop_app.ui.translation import install_translations
from tests.isolation import valence_home
from tests.speed import (
    no_process_unless_marked,
    pytest_collection_modifyitems,
    pytest_ignore_collect,
)

__all__ = [
    "no_process_unless_marked",
    "pytest_collection_modifyitems",
    "pytest_ignore_collect",
    "valence_home",
]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Dialogs of the desktop's own would block, and the host's theme would change pictures.
os.environ["QT_QPA_PLATFORMTHEME"] = ""

# A shell starts background jobs with SIGINT ignored, and every child would inherit that: tests of
# Ctrl+C would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Examples take what a busy machine gives them: what Hypothesis calls too slow says nothing here.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

# Loggers that keep their records from the root logger.
_SECLUDED_LOGGERS = ("transformers", "huggingface_hub")


class PatientBot(QtBot):
    """A ``QtBot`` that waits for what a busy machine takes longer for."""

    def waitUntil(  # noqa: N802 - pytest-qt names it
        self, callback: Callable[[], bool | None], *, timeout: int = 30_000
    ) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture(scope="session")
def qapp(qapp: QCoreApplication) -> QCoreApplication:
    """Have English as every start of the program has it: with the forms of counted words."""
    install_translations(qapp, QLocale.c())
    return qapp


@pytest.fixture
def qtbot(qapp: QCoreApplication, request: pytest.FixtureRequest) -> QtBot:
    """Replace pytest-qt's, which gives up after five seconds."""
    return PatientBot(request)


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test on any record of level WARNING or above that it did not announce.

    A test announces what it provokes with ``@pytest.mark.expects_log("regular expression")``.
    """
    expected = [
        pattern for mark in request.node.iter_markers("expects_log") for pattern in mark.args
    ]
    recorder = _Recorder()
    loggers = [logging.getLogger(), *map(logging.getLogger, _SECLUDED_LOGGERS)]
    for logger in loggers:
        logger.addHandler(recorder)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(recorder)
    lines = list(dict.fromkeys(recorder.lines))
    loose = [line for line in lines if not any(re.search(each, line) for each in expected)]
    absent = [each for each in expected if not any(re.search(each, line) for line in lines)]
    if loose:
        pytest.fail("logged unexpectedly:\n" + "\n".join(loose), pytrace=False)
    if absent:
        pytest.fail("expected, but not logged: " + ", ".join(absent), pytrace=False)
