"""The child process: sends an adapter to the Hub, and can be killed at any moment.

It reads ``{"adapter": ..., "repository": ..., "private": ...}`` as one JSON line and writes events
as JSON lines: ``{"event": "progress", "share": 0.41}``, and at the end one of
``{"event": "done", "address": ...}`` and ``{"event": "failed", "message": ..., "hint": ...}``. A
traceback on standard error and no last event mean a defect. What a killed one leaves on the Hub
is an empty repository at most: the files come in one commit.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_app.errors import UserError
from desktop_app.models.publishing.send import publish
from desktop_app.processes.events import EventStream, end_with_parent


def main(_arguments: Sequence[str] | None = None) -> int:
    """Publish; 0 when that is done, 1 when it failed."""
    events = EventStream()
    request = json.loads(sys.stdin.buffer.readline())
    end_with_parent()
    try:
        address = publish(
            Path(request["adapter"]),
            request["repository"],
            private=request["private"],
            progress=lambda share: events.write(event="progress", share=round(share, 3)),
        )
    except UserError as error:
        events.write(event="failed", message=error.message, hint=error.hint)
        return 1
    events.write(event="done", address=address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
