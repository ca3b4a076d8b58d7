"""From the text pane to the model and back to the card."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.history.records import Answer, Source
from desktop_app.ui.result_card import ResultCard, ShownAnswer
from desktop_app.ui.text_pane import TextPane
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Answers, Failure

# What is quicker than this needs no "Classifying…", which would only flicker.
_NOTICEABLE_MS = 300


class Asking(QObject):
    """Asks about each text that is submitted, and shows the answer to the latest.

    Earlier ones that are still under way are answered too, and kept in the history.
    """

    answered = Signal(object)  # Answer
    defect = Signal(str)  # traceback

    def __init__(
        self, pane: TextPane, card: ResultCard, inference: Inference, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._inference = inference
        self._texts: dict[int, str] = {}
        self._latest = 0
        self._model_ready = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_NOTICEABLE_MS)
        self._patience.timeout.connect(self._say_working)
        pane.submitted.connect(self.ask)
        inference.loading.connect(self._model_goes)
        inference.loaded.connect(self._model_comes)
        inference.unusable.connect(self._model_comes)
        inference.finished.connect(self._finished)
        inference.failed.connect(self._failed)
        inference.cancelled.connect(self._forget)

    def ask(self, text: str) -> None:
        """Ask about a text."""
        self._latest = self._inference.classify([text])
        self._texts[self._latest] = text
        if self._model_ready:
            self._patience.start()
        else:
            self._card.show_waiting(text)

    def show_elsewhere(self) -> None:
        """Leave the card to something else; what is under way goes to the history only."""
        self._latest = 0
        self._patience.stop()

    def _model_goes(self) -> None:
        self._model_ready = False

    def _model_comes(self) -> None:
        self._model_ready = True

    def _say_working(self) -> None:
        if (text := self._texts.get(self._latest)) is not None:
            self._card.show_working(text)

    def _finished(self, job: int, result: object) -> None:
        text = self._forget(job)
        if text is None or not isinstance(result, Answers):
            return
        (prediction,) = result.predictions
        if job == self._latest:
            shown = ShownAnswer(text, prediction, result.profile.name, result.milliseconds)
            self._card.show_answer(shown)
        self.answered.emit(
            Answer(
                time=datetime.now(UTC),
                text=text,
                prediction=prediction,
                source=Source.TYPED,
                milliseconds=result.milliseconds,
                profile=result.profile,
            )
        )

    def _failed(self, job: int, failure: Failure) -> None:
        if self._forget(job) is None:
            return
        if job == self._latest:
            self._card.show_error(failure.message, failure.hint)
        if failure.details:
            self.defect.emit(failure.details)

    def _forget(self, job: int) -> str | None:
        if job == self._latest:
            self._patience.stop()
        return self._texts.pop(job, None)
