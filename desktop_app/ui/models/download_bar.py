"""The download in the status bar: how far it is, and the buttons to pause and to end it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop_app.models.progress import DownloadProgress, DownloadStage
from desktop_app.models.remembered import DownloadRequest
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import download_progress

_STEPS = 1000


class DownloadBar(QWidget):
    """Shows one download; is not there while there is none."""

    pause_requested = Signal(object)  # DownloadRequest
    continue_requested = Signal(object)  # DownloadRequest
    cancel_requested = Signal(object)  # DownloadRequest

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._request: DownloadRequest | None = None
        self.words = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(110, max(self.fontMetrics().height() // 2, 6))
        self.bar.setAccessibleName(self.tr("Download"))
        self.pausing = QPushButton()
        self.cancelling = QPushButton(self.tr("Cancel"))
        self.cancelling.setToolTip(self.tr("End the download; what has arrived is kept"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.words, self.bar, self.pausing, self.cancelling):
            layout.addWidget(widget)
        for button in (self.pausing, self.cancelling):
            button.setFlat(True)
        self.pausing.clicked.connect(self._pause_or_go_on)
        self.cancelling.clicked.connect(lambda: self.cancel_requested.emit(self._request))
        self.hide()

    def show_request(self, request: DownloadRequest | None) -> None:
        """Show this download, or none."""
        same = (
            request is not None
            and self._request is not None
            and request.repositories == self._request.repositories
        )
        self._request = request
        self.setVisible(request is not None)
        if request is None:
            return
        if not same:
            self.bar.setRange(0, 0)
            self.words.setText(self._named(self.tr("waiting…")))
        if request.paused:
            self.words.setText(self._named(self.tr("paused")))
            if self.bar.maximum() == 0:
                # A bar that moves would say that something is going on.
                self.bar.setRange(0, _STEPS)
                self.bar.setValue(0)
        self.pausing.setText(self.tr("Continue") if request.paused else self.tr("Pause"))
        for button, what in ((self.pausing, self.pausing.text()), (self.cancelling, "")):
            words = what or self.cancelling.text()
            button.setAccessibleName(
                filled(
                    self.tr("{action} the download of {model}"), action=words, model=request.name
                )
            )

    def show_progress(self, request: DownloadRequest, progress: DownloadProgress) -> None:
        """Show how far it is."""
        self.show_request(request)
        if progress.total:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(round(_STEPS * progress.done / progress.total))
        elif progress.stage is DownloadStage.ASKING:
            self.bar.setRange(0, 0)
        self.words.setText(self._named(download_progress(progress)))

    def _named(self, words: str) -> str:
        assert self._request is not None
        return f"{self._request.name} · {words}"

    def _pause_or_go_on(self) -> None:
        if self._request is not None and self._request.paused:
            self.continue_requested.emit(self._request)
        else:
            self.pause_requested.emit(self._request)
