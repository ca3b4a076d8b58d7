"""What a child process says: one JSON object a line, written there and read here."""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

from desktop_app.sentences import restored, with_templates


class EventStream:
    """Writes JSON lines where nothing else can write: libraries print to standard output too."""

    def __init__(self) -> None:
        # Open until the process has ended: whoever reads takes the end of the one for the other's.
        self._stream = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", closefd=False)
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def write(self, **values: Any) -> None:
        """Write one event."""
        print(json.dumps(with_templates(values)), file=self._stream, flush=True)


def read_event(line: bytes) -> dict[str, Any] | None:
    """Return what one line of a child says, its sentences restored to templates.

    None for what is no event: a library may print before it is kept from doing so.
    """
    try:
        values = json.loads(line)
    except ValueError:
        return None
    return restored(values) if isinstance(values, dict) else None


def end_with_parent() -> None:
    """End this process when its standard input ends: whoever started it is gone."""
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    while os.read(0, 4096):
        pass
    os._exit(1)
