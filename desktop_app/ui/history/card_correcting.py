"""Corrections made on the card: they belong to the answer in the history that it shows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.records import Answer, Record
from desktop_app.ui.answer.result_card import ResultCard
from desktop_app.ui.history.correcting import CorrectingController
from desktop_app.ui.history.keeping import KeepingController


class CardCorrectingController(QObject):
    """Knows which record the card shows. What is not kept cannot be corrected."""

    def __init__(
        self,
        card: ResultCard,
        keeping: KeepingController,
        correcting: CorrectingController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._keeping = keeping
        self._correcting = correcting
        self._shown: int | None = None
        card.corrected.connect(self._correct)
        correcting.corrected.connect(self._follow)
        self.show_record(None)

    def keep(self, answer: Answer) -> None:
        """Keep an answer, and let it be corrected if it is the one on the card."""
        record = self._keeping.keep(answer)
        shown = self._card.shown
        if shown is not None and shown.prediction is answer.prediction:
            self.show_record(record)

    def show_record(self, record: Record | None) -> None:
        """Say which record the card shows, or None for an answer that is not kept."""
        self._shown = None if record is None else record.id
        self._card.corrections.setVisible(record is not None)
        self._card.corrections.show_correction(None if record is None else record.correction)

    def _correct(self, right: Sentiment | None) -> None:
        if self._shown is not None:
            self._correcting.correct([self._shown], right)

    def _follow(self, changed: dict[int, Sentiment | None]) -> None:
        if self._shown in changed:
            self._card.corrections.show_correction(changed[self._shown])
