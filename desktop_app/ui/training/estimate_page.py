"""The second page: what the data are, what the run will take, and the button that starts it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.classifier.engines.torch.cuda_advice import cuda_commands
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.paths import is_packaged
from desktop_app.training.story import RunStory
from desktop_app.ui.sentences import filled, in_words, known, trouble_words
from desktop_app.ui.training.words import about, size
from desktop_app.ui.wording import count, label_word, percent
from desktop_app.workers.jobs import Failure
from trainer import events


class EstimatePage(QWidget):
    """Says that it is being found out, then what was found out, or why it could not be."""

    back_requested = Signal()
    start_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = _label()
        font = self.headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self.headline.setFont(font)
        self.waiting = QProgressBar()
        self.waiting.setRange(0, 0)
        self.waiting.setTextVisible(False)
        self.waiting.setAccessibleName(self.tr("Estimating"))
        self.report = QWidget()
        self._rows = QFormLayout(self.report)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(8)
        self._values: dict[str, QLabel] = {}
        for key, words in (
            ("train", self.tr("To train on")),
            ("validation", self.tr("To evaluate on")),
            ("lengths", self.tr("Lengths")),
            ("dropped", self.tr("Left out")),
            ("time", self.tr("Time")),
            ("memory", self.tr("Memory")),
            ("device", self.tr("Device")),
        ):
            value = _label()
            value.setAccessibleName(words)
            self._rows.addRow(words, value)
            self._values[key] = value
        self.warnings = _label()
        self.problem = _label()
        self.hint = _label()
        self.back = QPushButton(self.tr("Back"))
        # Enter leads on; it leads back only where there is nowhere else to go.
        self.back.setAutoDefault(False)
        self.start = QPushButton(self.tr("Start training"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.start)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        for part in (
            self.headline,
            self.waiting,
            self.hint,
            self.report,
            self.warnings,
            self.problem,
        ):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.back.clicked.connect(self.back_requested)
        self.start.clicked.connect(self.start_requested)

    def show_waiting(self) -> None:
        """Say that the data are read and a few steps are timed."""
        self.headline.setText(self.tr("Reading the data and timing a few steps…"))
        self.hint.setText(self.tr("What is not on this computer yet is downloaded first."))
        self._show(waiting=True)
        self.start.setDefault(True)

    def show_data(self, story: RunStory) -> None:
        """Show the data while the time is still being found out."""
        if story.data is not None:
            self._fill_data(story.data)
            self._show(waiting=True, report=True)

    def show_estimate(self, story: RunStory, *, beside_another: bool = False) -> None:
        """Show everything, and allow the start.

        Args:
            story: of the dry run.
            beside_another: whether another run is on.
        """
        assert story.data is not None
        assert story.estimate is not None
        assert story.started is not None
        self._fill_data(story.data)
        estimate = story.estimate
        time = about(estimate.seconds)
        self.headline.setText(
            filled(self.tr("{time} on this computer"), time=time[:1].upper() + time[1:])
        )
        steps = story.started.total_steps
        self._set("time", filled(self.tr("{time}, at most %Ln steps", "", steps), time=time))
        memory = filled(
            self.tr("{needed} needed, {free} free"),
            needed=size(estimate.memory_bytes),
            free=size(estimate.available_bytes),
        )
        self._set("memory", memory)
        self._set("device", story.started.device)
        warnings = [in_words(each.message) for each in story.warnings]
        if story.started.device.upper().startswith("CPU") and not any(
            each.code == "slow" for each in story.warnings
        ):
            warnings.insert(0, self._about_graphics_cards())
        if beside_another:
            warnings.append(self.tr("Another training is running; side by side both are slower."))
        self.warnings.setText("\n".join(f"⚠ {each}" for each in warnings))
        self._show(report=True)
        self.start.setEnabled(True)
        self.start.setFocus()

    def _about_graphics_cards(self) -> str:
        if not is_packaged():
            return self.tr("There is no graphics card that could train; one is many times quicker.")
        how = self.tr(
            "This packaged Valence trains on the processor; an NVIDIA card is many times quicker. "
            "To use one, get the source code and run these two lines there:"
        )
        return f"{how}\n{cuda_commands()}"

    def show_failure(self, failure: Failure) -> None:
        """Say why there is no estimate; the run would fail the same way."""
        self.headline.setText(self.tr("This run cannot be started"))
        self.problem.setText(trouble_words(failure))
        self._show(problem=True)
        self.back.setDefault(True)
        self.back.setFocus()

    def _show(self, *, waiting: bool = False, report: bool = False, problem: bool = False) -> None:
        self.waiting.setVisible(waiting)
        self.hint.setVisible(waiting and not report)
        self.report.setVisible(report)
        self.warnings.setVisible(report and not waiting and bool(self.warnings.text()))
        self.problem.setVisible(problem)
        for key in ("time", "memory", "device"):
            self._rows.setRowVisible(self._values[key], report and not waiting)
        self.start.setEnabled(False)

    def _fill_data(self, data: events.Data) -> None:
        self._set("train", self._counted(data.train, data.train_shares))
        evaluated = self._counted(data.validation, data.validation_shares)
        if data.held_out:
            evaluated += " " + self.tr("Taken from the same data.")
        self._set("validation", evaluated)
        lengths = filled(
            self.tr("%Ln tokens in the middle, {most} at most", "", data.tokens.get("median", 0)),
            most=count(data.tokens.get("longest", 0)),
        )
        self._set("lengths", lengths)
        dropped = ", ".join(f"{count(number)} {known(why)}" for why, number in data.dropped.items())
        if data.skipped:
            first = data.skipped[0]
            where = filled(
                self.tr("First bad row: line {line} of {file}, {why}."),
                line=str(first["line"]),
                file=str(first["file"]),
                why=in_words(first["reason"]),
            )
            dropped = f"{dropped}. {where}"
        self._set("dropped", dropped or self.tr("Nothing"))

    def _counted(self, number: int, shares: Mapping[str, float]) -> str:
        parts = ", ".join(
            f"{label_word(label)} {percent(shares[label.word])}"
            for label in Sentiment
            if label.word in shares
        )
        return filled(self.tr("%Ln texts ({shares}).", "", number), shares=parts)

    def _set(self, key: str, words: str) -> None:
        self._values[key].setText(words)


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
