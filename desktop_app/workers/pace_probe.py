"""How fast the loaded model is on some texts, for saying beforehand how long a file will take."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import cycle, islice

from PySide6.QtCore import QObject, Signal

from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Answers, Lane

# A large model has shown its pace long before it is through with these.
_TEXTS = 256
_SECONDS = 1.0


class PaceProbe(QObject):
    """Has the model answer a sample over and over, for a second at most; nothing is kept."""

    measured = Signal(float)  # texts per second

    def __init__(self, inference: Inference, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inference = inference
        self._job: JobHandle | None = None
        self._began: tuple[float, int] | None = None

    def measure(self, texts: Sequence[str]) -> None:
        """Begin, in place of an earlier measurement."""
        if self._job is not None:
            self._job.cancel()
        self._began = None
        self._job = self._inference.classify(
            list(islice(cycle(texts), _TEXTS)),
            Lane.BATCH,
            done=self._done,
            progressed=self._progressed,
        )

    def _progressed(self, done: int) -> None:
        now = time.monotonic()
        if self._began is None:
            # The first chunk is a single text, and may be the first that this model ever had.
            self._began = now, done
            return
        began, before = self._began
        if self._job is not None and now - began >= _SECONDS:
            self._job.cancel()
            self.measured.emit((done - before) / (now - began))

    def _done(self, result: Answers) -> None:
        seconds = max(result.milliseconds / 1000, 1e-3)
        self.measured.emit(len(result.predictions) / seconds)
