"""One run: how it goes, its curves, its log, and at the end its result."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.durations import as_clock
from desktop_app.training.runs import RunStatus
from desktop_app.ui.sentences import filled, in_words, trouble_words
from desktop_app.ui.training.curves import RunCurves
from desktop_app.ui.training.log_words import log_lines
from desktop_app.ui.training.result_view import ResultView
from desktop_app.ui.training.words import score, size, state_word
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.wording import count, fixed
from desktop_app.workers.run_watch import RunWatch


class RunPage(QWidget):
    """Shows whichever run it is given, and asks for what its buttons say."""

    pause_requested = Signal()
    continue_requested = Signal()
    cancel_requested = Signal()
    resume_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: RunWatch | None = None
        self.title = ElidedLabel()
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self.title.setFont(font)
        self.state = _label()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the run"))
        self.bar.setTextVisible(False)
        self.figures = _label()
        self.problem = _label()
        self.tabs = QTabWidget()
        self.curves = RunCurves()
        self.result = ResultView()
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setAccessibleName(self.tr("Log of the run"))
        self.log.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.log.setPlaceholderText(self.tr("What the run says will stand here."))
        self.tabs.addTab(self.result, self.tr("Result"))
        self.tabs.addTab(self.curves, self.tr("Curves"))
        self.tabs.addTab(self.log, self.tr("Log"))
        self.pause = QPushButton(self.tr("Pause"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.resume = QPushButton(self.tr("Resume"))
        buttons = QHBoxLayout()
        for button in (self.pause, self.resume, self.cancel):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        for part in (self.title, self.state, self.bar, self.figures, self.problem):
            layout.addWidget(part)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(buttons)
        self.pause.clicked.connect(self._pause_or_continue)
        self.cancel.clicked.connect(self.cancel_requested)
        self.resume.clicked.connect(self.resume_requested)

    @property
    def shown(self) -> RunWatch | None:
        """The run that is shown."""
        return self._shown

    def show_run(self, watch: RunWatch) -> None:
        """Show how a run stands now."""
        another = watch is not self._shown
        self._shown = watch
        story, state = watch.story, watch.state
        finished = state is RunStatus.FINISHED
        self.title.setText(watch.run.name)
        self.title.setToolTip(str(watch.run.path))
        self.state.setText(self._state_line(watch))
        self._fill_bar(watch)
        self.figures.setText(self._figures(watch))
        self.figures.setVisible(bool(self.figures.text()))
        ending = watch.ending
        problem = trouble_words(ending) if ending else ""
        problem = problem or "\n".join(f"⚠ {in_words(each.message)}" for each in story.warnings)
        self.problem.setText("" if finished else problem)
        self.problem.setVisible(bool(self.problem.text()))
        was_finished = self.tabs.isTabVisible(0)
        self.tabs.setTabVisible(0, finished)
        if another or finished != was_finished:
            self.tabs.setCurrentIndex(0 if finished else 1)
        self.curves.show_story(story)
        self._fill_log(watch)
        self._fit_buttons(watch)

    def _state_line(self, watch: RunWatch) -> str:
        story = watch.story
        if watch.is_cancelling:
            return self.tr("Ending after this step and writing a checkpoint…")
        if watch.is_active and story.started is None:
            return self.tr("Starting: loading the model and reading the data…")
        words = state_word(watch.state)
        if story.started is None:
            return words
        step = story.steps[-1].step if story.steps else story.started.step
        said = filled(
            self.tr("{state} · step {step} of {all}"),
            state=words,
            step=count(step),
            all=count(story.started.total_steps),
        )
        if watch.state is RunStatus.RUNNING and story.steps:
            time = as_clock(story.steps[-1].seconds_left)
            said += " · " + filled(self.tr("{time} left"), time=time)
        return f"{said} · {story.started.device}"

    def _fill_bar(self, watch: RunWatch) -> None:
        story = watch.story
        self.bar.setVisible(watch.state is not RunStatus.FINISHED)
        if story.started is None:
            # Busy while it starts or is being read, empty when it never did.
            is_busy = watch.is_active or watch.state is RunStatus.READING
            self.bar.setRange(0, 0 if is_busy else 1)
            return
        self.bar.setRange(0, story.started.total_steps)
        self.bar.setValue(story.steps[-1].step if story.steps else story.started.step)

    def _figures(self, watch: RunWatch) -> str:
        story = watch.story
        parts = []
        if story.evaluations:
            best = max(each.metrics["macro_recall"] for each in story.evaluations)
            last = story.evaluations[-1].metrics["macro_recall"]
            recall = filled(
                self.tr("macro-recall {last} (best {best})"), last=score(last), best=score(best)
            )
            parts.append(recall)
        if story.steps:
            last_step = story.steps[-1]
            parts += [
                filled(self.tr("loss {loss}"), loss=fixed(last_step.loss, 3)),
                self.tr("%Ln tokens a second", "", round(last_step.tokens_per_second)),
                filled(self.tr("{size} of memory"), size=size(last_step.memory_bytes)),
            ]
        return " · ".join(parts)

    def _fill_log(self, watch: RunWatch) -> None:
        text = "\n".join(log_lines(watch.story))
        if not watch.is_active and (said := watch.run.log_text()):
            text = f"{text}\n\n{said}".strip()
        if text == self.log.toPlainText():
            return
        bar = self.log.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        self.log.setPlainText(text)
        if at_end:
            bar.setValue(bar.maximum())

    def _fit_buttons(self, watch: RunWatch) -> None:
        active, paused = watch.is_active, watch.state is RunStatus.PAUSED
        self.pause.setVisible(active)
        self.pause.setText(self.tr("Continue") if paused else self.tr("Pause"))
        self.pause.setEnabled(watch.story.started is not None and not watch.is_cancelling)
        self.cancel.setVisible(active)
        self.cancel.setText(self.tr("Stop at once") if watch.is_cancelling else self.tr("Cancel"))
        self.resume.setVisible(
            not active and watch.state not in (RunStatus.FINISHED, RunStatus.READING)
        )

    def _pause_or_continue(self) -> None:
        if self._shown is not None and self._shown.state is RunStatus.PAUSED:
            self.continue_requested.emit()
        else:
            self.pause_requested.emit()


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
