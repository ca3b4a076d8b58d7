"""Between an adapter's folder, the process that sends it and the dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.classifier.hub.access import hub_endpoint
from desktop_app.models.publishing.contents import files_to_send, local_base, proposed_name
from desktop_app.models.publishing.send import has_token
from desktop_app.ui.publishing.dialog import PublishDialog, Shown
from desktop_app.ui.sentences import trouble_words
from desktop_app.workers.background import BackgroundTasks
from desktop_app.workers.jobs import Failure
from desktop_app.workers.publishing import Publishing

_HUB = "https://huggingface.co"


class PublishingController(QObject):
    """Shows what would be sent, and sends it when it is told to."""

    defect = Signal(str)  # traceback

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._disk = BackgroundTasks(self)
        self._adapter = Path()
        self.publishing = Publishing(self)
        self.dialog: PublishDialog | None = None
        self.publishing.finished.connect(self._sent)
        self.publishing.failed.connect(self._fail)
        self.publishing.cancelled.connect(self._cancelled)

    def open(self, adapter: Path, name: str) -> None:
        """Show the dialog for the adapter of a folder; one that is being sent is shown instead."""
        dialog = self._made()
        if not self.publishing.is_running:
            self._adapter = adapter
            dialog.show_waiting(name, proposed_name(name))
            self._disk.run(lambda: _look_at(adapter), dialog.show_contents, self._fail)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def stop(self) -> None:
        """End what is being sent; the event loop goes on until it has ended."""
        self.publishing.stop()
        self._disk.stop()

    def _made(self) -> PublishDialog:
        if self.dialog is None:
            self.dialog = PublishDialog(self._window)
            self.dialog.publish_requested.connect(self._publish)
            self.dialog.cancel_requested.connect(self.publishing.cancel)
            self.publishing.progress.connect(self.dialog.show_progress)
        return self.dialog

    def _publish(self, repository: str, private: bool) -> None:
        assert self.dialog is not None
        self.dialog.show_running(running=True)
        self.publishing.start(self._adapter, repository, private=private)

    def _sent(self, address: str) -> None:
        assert self.dialog is not None
        self.dialog.show_running(running=False)
        self.dialog.show_sent(address)

    def _fail(self, failure: Failure) -> None:
        assert self.dialog is not None
        self.dialog.show_running(running=False)
        self.dialog.say(trouble_words(failure))
        if failure.details:
            self.defect.emit(failure.details)

    def _cancelled(self) -> None:
        assert self.dialog is not None
        self.dialog.show_running(running=False)
        self.dialog.say(
            self.tr(
                "Cancelled. Nothing of the adapter is on the Hub, at most an empty repository of "
                "that name."
            )
        )


def _look_at(adapter: Path) -> Shown:
    return Shown(files_to_send(adapter), local_base(adapter), has_token(), hub_endpoint() or _HUB)
