"""``python -m desktop_app.models.download_process``: a download that can be killed.

It writes one JSON object a line to standard output: ``progress`` with the fields of ``Progress``,
and at its end ``finished`` or ``failed``. It ends with the program that started it: when its
standard input closes, it stops where it is. Pausing is killing it; the next one goes on from the
bytes on the disk.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from typing import Any

from desktop_app.classifier.hub_access import hub_cache_folder
from desktop_app.errors import UserError
from desktop_app.models.download import Download
from desktop_app.models.progress import Progress


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; the exit code is 0 for a download that finished."""
    parser = argparse.ArgumentParser(description="Fetches models from the Hugging Face Hub.")
    parser.add_argument("repositories", nargs="+", metavar="ID")
    parser.add_argument("--allow-pickle", action="store_true")
    options = parser.parse_args(arguments)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    download = Download(
        options.repositories, hub_cache_folder(), _report, allow_pickle=options.allow_pickle
    )
    try:
        folders = download.run()
    except UserError as error:
        kind = type(error).__name__
        _write({"event": "failed", "kind": kind, "message": error.message, "hint": error.hint})
        return 1
    except Exception:  # noqa: BLE001 - a defect goes to the window as a report, not to nowhere
        _write({"event": "failed", "kind": "", "details": traceback.format_exc()})
        return 1
    _write({"event": "finished", "folders": list(map(str, folders))})
    return 0


def _report(progress: Progress) -> None:
    left = progress.seconds_left
    _write({"event": "progress", **dataclasses.asdict(progress), "seconds_left": left})


def _write(values: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    # Nothing has to be tidied up: a download may be killed at any moment.
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
