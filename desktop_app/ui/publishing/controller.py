"""Between an adapter's folder, the process that sends it and the dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.classifier.hub.access import hub_endpoint
from desktop_app.models.publishing.contents import files_to_send, local_base, proposed_name
from desktop_app.models.publishing.send import has_token
from desktop_app.ui.publishing.dialog import PublishDialog, Shown
from desktop_app.ui.sentences import trouble_words
from desktop_app.workers.background import BackgroundTasks
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Failure
from desktop_app.workers.publishing import Publishing

_HUB = "https://huggingface.co"


class PublishingController(QObject):
    """Shows what would be sent, and sends it when it is told to."""

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._disk = BackgroundTasks(self)
        self._adapter = Path()
        self._publishing = Publishing(self)
        self.dialog: PublishDialog | None = None
        self._job: JobHandle | None = None

    def open(self, adapter: Path, name: str) -> None:
        """Show the dialog for the adapter of a folder; one that is being sent is shown instead."""
        dialog = self._made()
        if self._job is None:
            self._adapter = adapter
            dialog.show_waiting(name, proposed_name(name))
            self._disk.run(
                lambda: _look_at(adapter), done=dialog.show_contents, failed=self._say_failure
            )
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def stop(self) -> None:
        """End what is being sent; the event loop goes on until it has ended."""
        self._publishing.stop()
        self._disk.stop()

    def _made(self) -> PublishDialog:
        if self.dialog is None:
            self.dialog = PublishDialog(self._window)
            self.dialog.publish_requested.connect(self._publish)
            self.dialog.cancel_requested.connect(self._cancel)
        return self.dialog

    def _publish(self, repository: str, private: bool) -> None:
        dialog = self._made()
        dialog.show_running(running=True)

        def end() -> None:
            self._job = None
            dialog.show_running(running=False)

        def done(address: str) -> None:
            end()
            dialog.show_sent(address)

        def failed(failure: Failure) -> None:
            end()
            self._say_failure(failure)

        def cancelled() -> None:
            end()
            dialog.say(
                self.tr(
                    "Cancelled. Nothing of the adapter is on the Hub, at most an empty repository "
                    "of that name."
                )
            )

        self._job = self._publishing.start(
            self._adapter,
            repository,
            private=private,
            done=done,
            failed=failed,
            cancelled=cancelled,
            progressed=dialog.show_progress,
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _say_failure(self, failure: Failure) -> None:
        self._made().say(trouble_words(failure))


def _look_at(adapter: Path) -> Shown:
    return Shown(files_to_send(adapter), local_base(adapter), has_token(), hub_endpoint() or _HUB)
