"""What becomes of a run when the window is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget


class ClosingQuestion(QObject):
    """Asks, before the window closes while a run is on, whether the run should go on."""

    def __init__(
        self,
        window: QWidget,
        is_training: Callable[[], bool],
        stop: Callable[[], None],
    ) -> None:
        """Watch ``window``; ``stop`` ends the runs with a checkpoint and does not wait for it."""
        super().__init__(window)
        self._window = window
        self._is_training = is_training
        self._stop = stop
        self._answered = False
        self.box: QMessageBox | None = None
        self._go_on: QPushButton | None = None
        self._end: QPushButton | None = None
        window.installEventFilter(self)

    def answer_in_advance(self) -> None:
        """Let runs go on without asking: nobody is there to answer."""
        self._answered = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the window open until the question is answered."""
        if (
            watched is self._window
            and event.type() == QEvent.Type.Close
            and not self._answered
            and self._is_training()
        ):
            event.ignore()
            self._ask()
            return True
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        if self.box is not None:
            self.box.raise_()
            return
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Training is running"))
        box.setText(self.tr("Should the training go on when the window is closed?"))
        box.setInformativeText(
            self.tr(
                "It can go on in the background, and is found again at the next start. If it is "
                "stopped, it can be resumed where it was."
            )
        )
        roles = QMessageBox.ButtonRole
        self._go_on = box.addButton(self.tr("Let it go on"), roles.AcceptRole)
        self._end = box.addButton(self.tr("Stop it"), roles.DestructiveRole)
        stay = box.addButton(self.tr("Do not close"), roles.RejectRole)
        box.setDefaultButton(self._go_on)
        box.setEscapeButton(stay)
        box.finished.connect(self._decide)
        self.box = box
        box.open()

    def _decide(self) -> None:
        box, self.box = self.box, None
        if box is None:
            return
        clicked = box.clickedButton()
        box.deleteLater()
        if clicked is self._end:
            self._stop()
        elif clicked is not self._go_on:
            return
        self._answered = True
        self._window.close()
