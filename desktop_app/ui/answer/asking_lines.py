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
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Answers, Failure, Lane


class LinesController(QObject):
    """Asks about the lines that are submitted, says how far it is, and sums up.

    It can be stopped, and what is typed meanwhile goes ahead of it. Whatever else takes the card
    keeps it; the answers go to the history all the same.
    """

    answered = Signal(object)  # list[Answer], in the order of the lines

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
        # The one that the card says something of.
        self._on_card: JobHandle | None = None
        pane.lines_submitted.connect(self.ask)
        card.message.stop.clicked.connect(self._stop)
        asking.card_taken.connect(self._leave_card)

    def ask(self, texts: Sequence[str]) -> None:
        """Ask about texts."""
        self._asking.show_elsewhere()
        lines = tuple(texts)

        def done(result: Answers) -> None:
            if job is self._on_card:
                self._card.show_summary(self._summary(result), self._footnote(result))
            self.answered.emit(_answers(lines, result))

        def failed(failure: Failure) -> None:
            if job is self._on_card:
                self._card.show_error(in_words(failure.message), in_words(failure.hint))

        def cancelled() -> None:
            if job is self._on_card:
                said = self.tr("Stopped. None of these texts was kept.")
                self._card.show_summary(said, self.tr("Your text still stands above."))

        def progressed(number: int) -> None:
            if job is self._on_card:
                self._say_progress(number, len(lines))

        job = self._inference.classify(
            lines,
            Lane.PASTED,
            done=done,
            failed=failed,
            cancelled=cancelled,
            progressed=progressed,
        )
        self._on_card = job
        self._say_progress(0, len(lines))

    def _stop(self) -> None:
        if self._on_card is not None:
            self._on_card.cancel()

    def _leave_card(self) -> None:
        self._on_card = None

    def _say_progress(self, done: int, number: int) -> None:
        said = filled(self.tr("Classifying: {done} of %Ln texts", "", number), done=count(done))
        self._card.show_progress(said, self.tr("What you type meanwhile is answered first."))

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


def _answers(texts: Sequence[str], result: Answers) -> list[Answer]:
    now = datetime.now(UTC)
    milliseconds = result.milliseconds / len(texts)
    return [
        Answer(now, text, prediction, Source.TYPED, milliseconds, result.profile)
        for text, prediction in zip(texts, result.predictions, strict=True)
    ]
