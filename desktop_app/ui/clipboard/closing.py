"""What closing the window means while clipboard mode is on: asked once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.clipboard.preferences import WhenClosed


class Closing(QObject):
    """Stands between the window and its close button.

    Quitting by menu, key, signal or log-out is never held up.
    """

    decided = Signal(object)  # WhenClosed, to be remembered

    def __init__(
        self,
        window: QWidget,
        *,
        leave: Callable[[], None],
        is_leaving: Callable[[], bool],
        when_closed: Callable[[], WhenClosed],
        has_tray: Callable[[], bool],
    ) -> None:
        """Watch the window.

        Args:
            window: whose close events are caught.
            leave: closes the window for good.
            is_leaving: whether it is being closed for good.
            when_closed: what is to happen now; ``QUIT`` where nothing speaks for staying.
            has_tray: whether the window may disappear and be found again.
        """
        super().__init__(window)
        self._window = window
        self._leave = leave
        self._is_leaving = is_leaving
        self._when_closed = when_closed
        self._has_tray = has_tray
        self.question: QMessageBox | None = None
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the window close, hide it or ask."""
        if event.type() != QEvent.Type.Close or self._is_leaving() or _is_logging_out():
            return False
        match self._when_closed():
            case WhenClosed.QUIT:
                return False
            case WhenClosed.STAY:
                self._stay()
            case WhenClosed.ASK:
                self._ask()
        event.ignore()
        return True

    def _stay(self) -> None:
        if self._has_tray():
            self._window.hide()
        else:
            self._window.showMinimized()

    def _ask(self) -> None:
        if self.question is not None:
            self.question.raise_()
            return
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Clipboard mode is on"))
        box.setText(self.tr("Keep Valence running for clipboard mode?"))
        where = (
            self.tr("It goes on from the tray; a click on its sign brings the window back.")
            if self._has_tray()
            else self.tr("This desktop has no tray, so the window would stay, minimised.")
        )
        remembered = self.tr("Your answer is remembered; Clipboard settings change it.")
        box.setInformativeText(f"{where} {remembered}")
        stay = box.addButton(self.tr("Keep running"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(self.tr("Quit"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(stay)
        box.finished.connect(lambda: self._answered(box, stay, leave))
        self.question = box
        box.open()

    def _answered(self, box: QMessageBox, stay: object, leave: object) -> None:
        clicked = box.clickedButton()
        self.question = None
        box.deleteLater()
        if clicked is stay:
            self.decided.emit(WhenClosed.STAY)
            self._stay()
        elif clicked is leave:
            self.decided.emit(WhenClosed.QUIT)
            self._leave()


def _is_logging_out() -> bool:
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()
