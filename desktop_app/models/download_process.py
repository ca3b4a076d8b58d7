"""``python -m desktop_app.models.download_process``: a download that can be killed.

It writes one JSON object a line to standard output: ``progress`` with the fields of
``DownloadProgress``, and at its end ``finished`` or ``failed``. It ends with the program that
started it: when its standard input closes, it stops where it is. Pausing is killing it; the next
one goes on from the bytes on the disk.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import traceback
from collections.abc import Sequence

from desktop_app.classifier.hub.access import hub_cache_folder
from desktop_app.errors import UserError
from desktop_app.models.download import Download
from desktop_app.models.progress import DownloadProgress
from desktop_app.processes.events import EventStream, end_with_parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; the exit code is 0 for a download that finished."""
    parser = argparse.ArgumentParser(description="Fetches models from the Hugging Face Hub.")
    parser.add_argument("repositories", nargs="+", metavar="ID")
    parser.add_argument("--allow-pickle", action="store_true")
    options = parser.parse_args(arguments)
    events = EventStream()
    # Nothing has to be tidied up: a download may be killed at any moment.
    end_with_parent()

    def report(progress: DownloadProgress) -> None:
        left = progress.seconds_left
        events.write(event="progress", **dataclasses.asdict(progress), seconds_left=left)

    download = Download(
        options.repositories, hub_cache_folder(), report, allow_pickle=options.allow_pickle
    )
    try:
        folders = download.run()
    except UserError as error:
        kind = type(error).__name__
        events.write(event="failed", kind=kind, message=error.message, hint=error.hint)
        return 1
    except Exception:  # noqa: BLE001 - a defect goes to the window as a report, not to nowhere
        events.write(event="failed", kind="", details=traceback.format_exc())
        return 1
    events.write(event="finished", folders=list(map(str, folders)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
