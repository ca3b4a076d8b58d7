"""The child process of a conversion: events as JSON lines on standard output.

``{"event": "progress", "share": 0.41}``, and at the end one of ``{"event": "done"}`` and
``{"event": "failed", "message": ..., "hint": ...}``. A traceback on standard error and no last
event mean a defect.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.classifier.repository import locate_here_first
from desktop_app.errors import UserError
from desktop_app.models.conversion.cache import ConversionCache
from desktop_app.models.conversion.plan import plan_conversion
from desktop_app.models.conversion.progress import Stage, overall


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert into the cache; 0 when that is done, 1 when it failed."""
    parser = argparse.ArgumentParser(prog="conversion", description="Converts a model.")
    parser.add_argument("--profile", required=True, help="Profile.to_json")
    parser.add_argument("--quantization", type=Quantization, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="folder of converted models")
    options = parser.parse_args(arguments)
    events = _Events()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _step_back()
    try:
        profile = Profile.from_json(json.loads(options.profile))
        plan = plan_conversion(profile, *locate_here_first(profile), options.quantization)
        from desktop_app.models.conversion.convert import convert

        cache = ConversionCache(options.cache)
        with cache.writing(plan.key) as folder:
            convert(plan, folder, events.report)
    except UserError as error:
        events.write(event="failed", message=error.message, hint=error.hint)
        return 1
    events.write(event="done")
    return 0


class _Events:
    """Writes events where nothing else can write: libraries print to standard output too."""

    def __init__(self) -> None:
        self._stream = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def write(self, **values: Any) -> None:
        print(json.dumps(values), file=self._stream, flush=True)

    def report(self, stage: Stage, share: float) -> None:
        self.write(event="progress", share=round(overall(stage, share), 3))


def _end_with_parent() -> None:
    """End this process when its standard input does: whoever started it is no more."""
    while os.read(0, 1):
        pass
    os._exit(1)


def _step_back() -> None:
    """Let the window go first."""
    with suppress(psutil.Error):
        psutil.Process().nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 10))


if __name__ == "__main__":
    sys.exit(main())
