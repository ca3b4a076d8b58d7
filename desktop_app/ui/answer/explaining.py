"""After the answer: which words drove it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.ui.answer.result_card import ResultCard
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle


class ExplainingController(QObject):
    """Has the answer on the card explained. One explanation at a time; a stale one is cancelled.

    Where that fails the answer stands; that it lacks its shades is not worth a sentence in its
    place.
    """

    def __init__(
        self, card: ResultCard, inference: Inference, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._inference = inference
        self._job: JobHandle | None = None

    def explain(self, text: str, label: Sentiment, profile: Profile) -> None:
        """Explain an answer of the model ``profile``, if that is still the one loaded."""
        self.forget()
        self._job = self._inference.explain(text, label, profile, done=self._card.show_explanation)

    def forget(self) -> None:
        """Leave unexplained what is being explained: the card shows something else."""
        if self._job is not None:
            self._job.cancel()
