"""The child of the self-test that opens the window, waits for the model and closes it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.desk import Desk


def main(_arguments: Sequence[str] = ()) -> int:
    """Run the window until its model is there, and return its exit code."""
    from desktop_app.app import main as run_window

    return run_window([], opened=_close_when_ready)


def _close_when_ready(desk: Desk) -> None:
    desk.inference.loaded.connect(desk.window.leave)


if __name__ == "__main__":
    sys.exit(main())
