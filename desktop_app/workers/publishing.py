"""An adapter sent to the Hub by a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from desktop_app.processes.ending import ChildEnding
from desktop_app.sentences import Sentence
from desktop_app.workers.child_job import ChildJob
from desktop_app.workers.jobs import Failure

_MODULE = "desktop_app.models.publishing"


class Publishing(ChildJob):
    """Sends one adapter at a time."""

    progress = Signal(float)  # share of the weights that has been sent
    finished = Signal(str)  # address of its page

    def start(self, adapter: Path, repository: str, *, private: bool) -> None:
        """Send the adapter of a folder, instead of any that is under way."""
        request = {"adapter": str(adapter), "repository": repository, "private": private}
        self._begin(_MODULE, request)

    def _progressed(self, values: dict[str, Any]) -> None:
        self.progress.emit(values["share"])

    def _done(self, values: dict[str, Any]) -> None:
        self.finished.emit(values["address"])

    def _explain(self, ending: ChildEnding) -> Failure:
        said = Sentence("The adapter was not sent, and nobody said why.")
        if ending.not_started:
            said = Sentence("Sending could not be started ({reason}).", reason=ending.not_started)
        return Failure(said, Sentence("Close other programs and try again."), ending.errors)
