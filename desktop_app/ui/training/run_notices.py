"""Notices about runs: in the window, for whoever is not looking at the dialog."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject

from desktop_app.training.runs import Run, RunStatus
from desktop_app.ui.sentences import filled, in_words
from desktop_app.ui.training.words import score
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.workers.run_watch import RunWatch
from trainer import events

_SUBJECT = "training"
# Lies in the folder of a run whose end the user has been told.
_TOLD_FILE = "told"


class RunNotices(QObject):
    """Tells of each end once, also if no window was there when it came."""

    def __init__(
        self, notices: NoticeArea, show: Callable[[Path], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notices = notices
        self._show = show

    def is_news(self, run: Run) -> bool:
        """Whether a run is on, or has ended and nobody has been told."""
        return run.folder.active_process() is not None or not _told(run).exists()

    def found(self, watch: RunWatch) -> None:
        """Tell how a run stands, if that is news."""
        if watch.is_active:
            said = filled(
                self.tr("The training “{name}” is running in the background."),
                name=watch.run.name,
            )
            self._tell(watch, said)
            return
        told = _told(watch.run)
        # Who cancelled it knows.
        if not told.exists() and watch.state is not RunStatus.CANCELLED:
            self._tell(watch, self._sentence(watch))
        with suppress(OSError):
            told.touch()

    def seen(self, watch: RunWatch) -> None:
        """Note that the user looks at a run."""
        self._notices.withdraw(_SUBJECT)
        with suppress(OSError):
            if watch.is_active:
                _told(watch.run).unlink(missing_ok=True)
            else:
                _told(watch.run).touch()

    def say(self, words: str) -> None:
        """Say something else about training."""
        self._notices.say(_SUBJECT, words)

    def _tell(self, watch: RunWatch, said: str) -> None:
        path = watch.run.path
        self._notices.say(_SUBJECT, said, self.tr("Show"), lambda: self._show(path))

    def _sentence(self, watch: RunWatch) -> str:
        end = watch.run.last_words() or watch.story.end
        if isinstance(end, events.Finished) and end.before and end.after:
            return filled(
                self.tr("The training “{name}” is done: before {before}, after {after}."),
                name=watch.run.name,
                before=score(end.before["macro_recall"]),
                after=score(end.after["macro_recall"]),
            )
        assert watch.ending is not None
        return filled(
            self.tr("The training “{name}” has ended. {why}"),
            name=watch.run.name,
            why=in_words(watch.ending.message),
        )


def _told(run: Run) -> Path:
    return run.path / _TOLD_FILE
