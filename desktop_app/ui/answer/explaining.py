"""After the answer: which words drove it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_app.classifier.explanation import Explanation
from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.answer.result_card import ResultCard
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Failure


class ExplainingController(QObject):
    """Has the answer on the card explained. One explanation at a time; a stale one is cancelled."""

    defect = Signal(str)  # traceback

    def __init__(
        self, card: ResultCard, inference: Inference, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._inference = inference
        self._job = 0
        inference.finished.connect(self._finished)
        inference.failed.connect(self._failed)

    def explain(self, text: str, label: Sentiment, profile: Profile) -> None:
        """Explain an answer of the model ``profile``, if that is still the one loaded."""
        self.forget()
        self._job = self._inference.explain(text, label, profile)

    def forget(self) -> None:
        """Leave unexplained what is being explained: the card shows something else."""
        job, self._job = self._job, 0
        self._inference.cancel(job)

    def _finished(self, job: int, result: object) -> None:
        if job == self._job and isinstance(result, Explanation):
            self._card.show_explanation(result)

    def _failed(self, job: int, failure: Failure) -> None:
        # The answer stands; that it lacks its shades is not worth a sentence in its place.
        if job == self._job and failure.details:
            self.defect.emit(failure.details)
