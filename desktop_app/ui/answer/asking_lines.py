"""Several texts at once, one on each line, from the text pane to the history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.records import Answer, Source
from desktop_app.ui.answer.asking import AskingController
from desktop_app.ui.answer.result_card import ResultCard
from desktop_app.ui.answer.text_pane import TextPane
from desktop_app.ui.sentences import filled, in_words
from desktop_app.ui.wording import count, duration, label_word, model_name
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Answers, Failure, Lane


class LinesController(QObject):
    """Asks about the lines that are submitted, says how far it is, and sums up.

    It can be stopped, and what is typed meanwhile goes ahead of it. Whatever else takes the card
    keeps it; the answers go to the history all the same.
    """

    answered = Signal(object)  # list[Answer], in the order of the lines
    defect = Signal(str)  # traceback

    def __init__(
        self,
        pane: TextPane,
        card: ResultCard,
        inference: Inference,
        asking: AskingController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._inference = inference
        self._asking = asking
        self._lines: dict[int, tuple[str, ...]] = {}
        self._on_card = 0
        pane.lines_submitted.connect(self.ask)
        card.message.stop.clicked.connect(self._stop)
        asking.card_taken.connect(self._leave_card)
        inference.progress.connect(self._progressed)
        inference.finished.connect(self._finished)
        inference.failed.connect(self._failed)
        inference.cancelled.connect(self._cancelled)

    def ask(self, texts: Sequence[str]) -> None:
        """Ask about texts."""
        self._asking.show_elsewhere()
        job = self._inference.classify(texts, Lane.PASTED)
        self._lines[job] = tuple(texts)
        self._on_card = job
        self._say_progress(0, len(texts))

    def _stop(self) -> None:
        self._inference.cancel(self._on_card)

    def _leave_card(self) -> None:
        self._on_card = 0

    def _progressed(self, job: int, done: int, number: int) -> None:
        if job == self._on_card:
            self._say_progress(done, number)

    def _say_progress(self, done: int, number: int) -> None:
        said = filled(self.tr("Classifying: {done} of %Ln texts", "", number), done=count(done))
        self._card.show_progress(said, self.tr("What you type meanwhile is answered first."))

    def _finished(self, job: int, result: object) -> None:
        texts = self._lines.pop(job, None)
        if texts is None or not isinstance(result, Answers):
            return
        if job == self._on_card:
            self._card.show_summary(self._summary(result), self._footnote(result))
        now = datetime.now(UTC)
        milliseconds = result.milliseconds / len(texts)
        self.answered.emit(
            [
                Answer(now, text, prediction, Source.TYPED, milliseconds, result.profile)
                for text, prediction in zip(texts, result.predictions, strict=True)
            ]
        )

    def _summary(self, result: Answers) -> str:
        counts = Counter(prediction.label for prediction in result.predictions)
        order = (Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE)
        shares = ", ".join(f"{count(counts[label])} {label_word(label).lower()}" for label in order)
        number = len(result.predictions)
        return filled(self.tr("%Ln texts: {shares}", "", number), shares=shares)

    def _footnote(self, result: Answers) -> str:
        said = [self.tr("They stand in the history below, the last line first.")]
        unsure = sum(each.confidence < result.unsure_below for each in result.predictions)
        if unsure:
            said.append(self.tr("The model is unsure of %Ln of them.", "", unsure))
        said.append(f"{model_name(result.profile.name)} · {duration(result.milliseconds)}")
        return " ".join(said)

    def _failed(self, job: int, failure: Failure) -> None:
        if self._lines.pop(job, None) is None:
            return
        if job == self._on_card:
            self._card.show_error(in_words(failure.message), in_words(failure.hint))
        if failure.details:
            self.defect.emit(failure.details)

    def _cancelled(self, job: int) -> None:
        if self._lines.pop(job, None) is not None and job == self._on_card:
            said = self.tr("Stopped. None of these texts was kept.")
            self._card.show_summary(said, self.tr("Your text still stands above."))
