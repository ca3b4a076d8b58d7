"""Has a model converted in a child process: watched, and ended within a moment when asked."""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.atomic import remove_leftovers
from desktop_app.classifier.converted.errors import ConversionCancelled, ConversionError
from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.processes.events import read_event
from desktop_app.processes.starting import kill_child, start_child
from desktop_app.sentences import as_it_is

_log = logging.getLogger(__name__)

# It stands above the classifier, which speaks to it through its command line and events alone.
_MODULE = "desktop_app.models.conversion"

# How long a request to cancel may go unseen.
_SECONDS_BETWEEN_LOOKS = 0.1


def convert_in_child(
    profile: Profile,
    quantization: Quantization,
    cache: Path,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Convert the model of ``profile`` into the folder ``cache``, and wait for it.

    Args:
        profile: whose base and adapter are converted; what is not here is fetched.
        quantization: ``int4`` or ``int8``, to begin with.
        cache: folder of converted models.
        progress: is told the share of the work that is done, 0 to 1.
        cancelled: is asked ten times a second.

    Raises:
        ConversionCancelled: ``cancelled`` said so; nothing of the work is left.
        ConversionError: it failed for a reason outside the program.
        RuntimeError: by a defect; it has the child's traceback.
    """
    arguments = (
        *("--profile", json.dumps(profile.to_json())),
        *("--quantization", quantization.value),
        *("--cache", str(cache)),
    )
    with tempfile.TemporaryFile() as errors:
        child = start_child(_MODULE, *arguments, errors=errors)
        try:
            last = _watch(child, progress, cancelled)
        finally:
            kill_child(child)
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()
            remove_leftovers(cache)
        if last.get("event") == "done":
            return
        if last.get("event") == "failed":
            raise ConversionError.of(as_it_is(last["message"]), as_it_is(last["hint"]))
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
    if child.returncode < 0 and "Traceback" not in said:
        raise ConversionError(
            "The conversion was ended from outside, most likely because memory ran out.",
            hint="Close other programs and try again, or choose another quantisation.",
        )
    raise RuntimeError(f"the conversion ended with {child.returncode}:\n{said}")


def _watch(
    child: subprocess.Popen[bytes],
    progress: Callable[[float], None] | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, Any]:
    """Pass progress on until the child ends, and give its last event."""
    lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(child, lines), daemon=True).start()
    last: dict[str, Any] = {}
    while True:
        if cancelled is not None and cancelled():
            raise ConversionCancelled
        try:
            line = lines.get(timeout=_SECONDS_BETWEEN_LOOKS)
        except queue.Empty:
            continue
        if line is None:
            child.wait()
            return last
        event = read_event(line)
        if event is None:
            continue
        last = event
        if progress is not None and last["event"] == "progress":
            progress(last["share"])


def _read(child: subprocess.Popen[bytes], lines: queue.SimpleQueue[bytes | None]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        lines.put(line)
    lines.put(None)
