"""A model's conversion beside the window: watched from a thread, done in a child process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop_app.classifier.profile import Profile
from desktop_app.errors import UserError
from desktop_app.workers.jobs import Failure

_log = logging.getLogger(__name__)

# Profile, progress, cancelled.
Convert = Callable[[Profile, Callable[[float], None], Callable[[], bool]], None]


def convert_model(
    profile: Profile, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> None:
    """Convert what a profile names, so that it can be loaded at once."""
    from desktop_app.classifier.readying import prepare

    prepare(profile, progress=progress, cancelled=cancelled)


class Converting(QObject):
    """Converts one model at a time. Each ``start`` ends in exactly one of the last three signals.

    It lives in the window's thread, which never waits: the thread that it starts watches the
    child process and passes on what it says.
    """

    progress = Signal(object, float)  # Profile, share done
    finished = Signal(object)  # Profile
    failed = Signal(object, object)  # Profile, Failure
    cancelled = Signal(object)  # Profile

    def __init__(self, convert: Convert = convert_model, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._convert = convert
        self._current: _Conversion | None = None

    def start(self, profile: Profile) -> None:
        """Convert the model of ``profile``; one that is under way is cancelled."""
        self.cancel()
        self._current = _Conversion(profile, threading.Event())
        threading.Thread(
            target=self._run, args=(self._current,), name="conversion", daemon=True
        ).start()

    def cancel(self) -> None:
        """Stop the conversion that is under way, if one is. Its child process ends within 0.2 s."""
        if self._current is not None:
            self._current.stop.set()
            self._current = None

    def _run(self, conversion: _Conversion) -> None:
        from desktop_app.classifier.converted.errors import ConversionCancelled

        profile = conversion.profile
        try:
            self._convert(
                profile,
                lambda share: self.progress.emit(profile, share),
                conversion.stop.is_set,
            )
        except ConversionCancelled:
            self.cancelled.emit(profile)
        except Exception as error:  # noqa: BLE001 - every conversion ends with a signal
            if not isinstance(error, UserError):
                _log.error("A conversion failed by a defect.", exc_info=error)
            self.failed.emit(profile, Failure.of(error))
        else:
            self.finished.emit(profile)


@dataclass(frozen=True, slots=True)
class _Conversion:
    profile: Profile
    stop: threading.Event
