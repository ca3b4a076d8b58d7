"""From the text pane to the model and back to the card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.history.records import Answer, Record, Source
from desktop_app.ui.answer.explaining import ExplainingController
from desktop_app.ui.answer.result_card import ResultCard, ShownAnswer
from desktop_app.ui.answer.text_pane import TextPane
from desktop_app.ui.sentences import in_words
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Answers, Failure, LoadedModel

# What is quicker than this needs no "Classifying…", which would only flicker.
_NOTICEABLE_MS = 300


@dataclass(frozen=True, slots=True)
class _Question:
    """A text that was asked about, and whether its answer goes into the history."""

    text: str
    kept: bool


class AskingController(QObject):
    """Asks about each text that is submitted, and shows the answer to the latest.

    Earlier ones that are still under way are answered too, and kept in the history. The answer
    is shown first; its explanation follows.
    """

    answered = Signal(object)  # Answer
    defect = Signal(str)  # traceback
    card_taken = Signal()

    def __init__(
        self, pane: TextPane, card: ResultCard, inference: Inference, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._inference = inference
        self._explaining = ExplainingController(card, inference, self)
        self._explaining.defect.connect(self.defect)
        self._questions: dict[int, _Question] = {}
        self._latest = 0
        self._model: LoadedModel | None = None
        self._model_ready = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_NOTICEABLE_MS)
        self._patience.timeout.connect(self._say_working)
        pane.submitted.connect(self.ask)
        inference.loading.connect(self._model_goes)
        inference.loaded.connect(self._model_comes)
        inference.unusable.connect(lambda _failure: self._model_comes(None))
        inference.finished.connect(self._finished)
        inference.failed.connect(self._failed)
        inference.cancelled.connect(self._forget)

    def ask(self, text: str) -> None:
        """Ask about a text, and keep the answer."""
        self._ask(_Question(text, kept=True))
        if self._model_ready:
            self._patience.start()
        else:
            self._card.show_waiting(text)

    def preview(self, text: str) -> int:
        """Ask about a text that is still being typed, and get the job's number.

        The answer is shown and not kept: the history would fill with halves of sentences.
        """
        return self._ask(_Question(text, kept=False))

    def show_stored(self, record: Record) -> None:
        """Show an earlier answer, explained if the model that gave it is loaded."""
        self.show_elsewhere()
        model = self._model
        same = model is not None and model.profile.to_json() == record.profile
        self._card.show_answer(
            ShownAnswer(
                text=record.text,
                prediction=record.prediction,
                model=record.model,
                milliseconds=record.milliseconds,
                stored=record.time,
                unsure_below=model.unsure_below if model is not None and same else 0.0,
                remark=""
                if same
                else self.tr("Words are shaded only by the model that gave the answer."),
            )
        )
        if model is not None and same:
            self._explaining.explain(record.text, record.prediction.label, model.profile)

    def show_elsewhere(self) -> None:
        """Leave the card to something else; what is under way goes to the history only."""
        self.card_taken.emit()
        self._latest = 0
        self._patience.stop()
        self._explaining.forget()

    def _ask(self, question: _Question) -> int:
        self.show_elsewhere()
        self._latest = self._inference.classify([question.text])
        self._questions[self._latest] = question
        return self._latest

    def _model_goes(self) -> None:
        self._model_ready = False
        self._model = None

    def _model_comes(self, model: LoadedModel | None) -> None:
        self._model_ready = True
        self._model = model

    def _say_working(self) -> None:
        if (question := self._questions.get(self._latest)) is not None:
            self._card.show_working(question.text)

    def _finished(self, job: int, result: object) -> None:
        question = self._forget(job)
        if question is None or not isinstance(result, Answers):
            return
        (prediction,) = result.predictions
        if job == self._latest:
            self._card.show_answer(
                ShownAnswer(
                    question.text,
                    prediction,
                    result.profile.name,
                    result.milliseconds,
                    unsure_below=result.unsure_below,
                )
            )
            self._explaining.explain(question.text, prediction.label, result.profile)
        if question.kept:
            self.answered.emit(
                Answer(
                    time=datetime.now(UTC),
                    text=question.text,
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
            self._card.show_error(in_words(failure.message), in_words(failure.hint))
        if failure.details:
            self.defect.emit(failure.details)

    def _forget(self, job: int) -> _Question | None:
        if job == self._latest:
            self._patience.stop()
        return self._questions.pop(job, None)
