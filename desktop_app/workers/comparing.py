"""Two models compared in a process of its own, so that the window's stays as it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.classifier.engines.threads import threads_beside_window
from desktop_app.models.comparison.values import Compared, ComparisonRequest, ComparisonStage
from desktop_app.processes.ending import ChildEnding
from desktop_app.sentences import Sentence
from desktop_app.workers.child_job import ChildJob
from desktop_app.workers.jobs import Failure

_MODULE = "desktop_app.models.comparison"


class Comparing(ChildJob):
    """Makes one comparison at a time.

    The model in use is read a second time by the other process: it goes on answering here.
    """

    progress = Signal(object, object, float)  # Profile, ComparisonStage, share done
    finished = Signal(object)  # Compared

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request: ComparisonRequest | None = None

    def start(self, request: ComparisonRequest) -> None:
        """Begin, instead of any that is under way."""
        self._begin(_MODULE, request.to_json(), threads_beside_window())
        self._request = request

    def _progressed(self, values: dict[str, Any]) -> None:
        assert self._request is not None
        profile = getattr(self._request, values["model"])
        self.progress.emit(profile, ComparisonStage(values["stage"]), values["share"])

    def _done(self, values: dict[str, Any]) -> None:
        assert self._request is not None
        self.finished.emit(Compared.of_answers(self._request, values))

    def _explain(self, ending: ChildEnding) -> Failure:
        close_others = Sentence("Close other programs and try again.")
        if ending.not_started:
            said = Sentence(
                "The comparison could not be started ({reason}).", reason=ending.not_started
            )
            return Failure(said, close_others)
        if ending.from_outside:
            said = Sentence(
                "The comparison was ended from outside, most likely for lack of memory."
            )
            return Failure(said, close_others)
        said = Sentence("The comparison ended without a result.")
        return Failure(said, details=ending.errors or said)
