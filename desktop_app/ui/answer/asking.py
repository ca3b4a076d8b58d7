"""From the text pane to the model and back to the card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.history.records import Answer, Record, Source
from desktop_app.ui.answer.explaining import ExplainingController
from desktop_app.ui.answer.result_card import ResultCard, ShownAnswer
from desktop_app.ui.answer.text_pane import TextPane
from desktop_app.ui.sentences import in_words
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Answers, Failure, LoadedModel

# What is quicker than this needs no "Classifying…", which would only flicker.
_NOTICEABLE_MS = 300


class AskingController(QObject):
    """Asks about each text that is submitted, and shows the answer to the latest.

    Earlier ones that are still under way are answered too, and kept in the history. The answer
    is shown first; its explanation follows.
    """

    answered = Signal(object)  # Answer, to be kept
    previewed = Signal()  # an answer that is not
    card_taken = Signal()

    def __init__(
        self, pane: TextPane, card: ResultCard, inference: Inference, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._inference = inference
        self._explaining = ExplainingController(card, inference, self)
        # The one that the card says something of.
        self._on_card: JobHandle | None = None
        self._text = ""
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

    def ask(self, text: str) -> None:
        """Ask about a text, and keep the answer."""
        self._ask(text, kept=True)
        if self._model_ready:
            self._patience.start()
        else:
            self._card.show_waiting(text)

    def preview(self, text: str, ended: Callable[[], None]) -> None:
        """Ask about a text that is still being typed; ``ended`` hears when that is over.

        The answer is shown and not kept: the history would fill with halves of sentences.
        """
        self._ask(text, kept=False, ended=ended)

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
        self._on_card = None
        self._patience.stop()
        self._explaining.forget()

    def _ask(self, text: str, *, kept: bool, ended: Callable[[], None] = lambda: None) -> None:
        self.show_elsewhere()

        def done(result: Answers) -> None:
            if job is self._on_card:
                self._show(text, result)
            if kept:
                self.answered.emit(_answer(text, result))
            else:
                self.previewed.emit()
            end()

        def failed(failure: Failure) -> None:
            if job is self._on_card:
                self._card.show_error(in_words(failure.message), in_words(failure.hint))
            end()

        def end() -> None:
            if job is self._on_card:
                self._patience.stop()
            ended()

        job = self._inference.classify([text], done=done, failed=failed, cancelled=end)
        self._on_card, self._text = job, text

    def _model_goes(self) -> None:
        self._model_ready = False
        self._model = None

    def _model_comes(self, model: LoadedModel | None) -> None:
        self._model_ready = True
        self._model = model

    def _say_working(self) -> None:
        self._card.show_working(self._text)

    def _show(self, text: str, result: Answers) -> None:
        (prediction,) = result.predictions
        self._card.show_answer(
            ShownAnswer(
                text,
                prediction,
                result.profile.name,
                result.milliseconds,
                unsure_below=result.unsure_below,
            )
        )
        self._explaining.explain(text, prediction.label, result.profile)


def _answer(text: str, result: Answers) -> Answer:
    (prediction,) = result.predictions
    return Answer(
        time=datetime.now(UTC),
        text=text,
        prediction=prediction,
        source=Source.TYPED,
        milliseconds=result.milliseconds,
        profile=result.profile,
    )
