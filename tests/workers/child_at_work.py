"""A child process of a job: says that it is at work, waits to be let go, and ends as it is told."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from desktop_app.processes.events import EventStream, end_with_parent


def main() -> int:
    """Do as the request says."""
    events = EventStream()
    request = json.loads(sys.stdin.buffer.readline())
    end_with_parent()
    events.write(event="progress", share=0.5)
    while not Path(request["gate"]).exists():
        time.sleep(0.01)
    match request["ending"]:
        case "done":
            events.write(event="done", result="result")
        case "failed":
            events.write(event="failed", message="The disk is full.", hint="Make room.")
        case _:
            raise ZeroDivisionError("ours")
    return 0


if __name__ == "__main__":
    sys.exit(main())
