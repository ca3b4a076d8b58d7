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
from collections.abc import Sequence
from pathlib import Path

from desktop_app.classifier.converted.cache import ConversionCache
from desktop_app.classifier.converted.plan import plan_conversion
from desktop_app.classifier.hub.repository import locate_here_first
from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.errors import UserError
from desktop_app.models.conversion.progress import ConversionStage, overall
from desktop_app.processes.events import EventStream, end_with_parent
from desktop_app.processes.starting import step_behind


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert into the cache; 0 when that is done, 1 when it failed."""
    parser = argparse.ArgumentParser(prog="conversion", description="Converts a model.")
    parser.add_argument("--profile", required=True, help="Profile.to_json")
    parser.add_argument("--quantization", type=Quantization, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="folder of converted models")
    options = parser.parse_args(arguments)
    events = EventStream()
    end_with_parent()
    step_behind(os.getpid())

    furthest = 0.0

    def report(stage: ConversionStage, share: float) -> None:
        # A second attempt goes back to an earlier stage; a bar that does so looks broken.
        nonlocal furthest
        furthest = max(furthest, overall(stage, share))
        events.write(event="progress", share=round(furthest, 3))

    try:
        profile = Profile.from_json(json.loads(options.profile))
        plan = plan_conversion(profile, *locate_here_first(profile), options.quantization)
        from desktop_app.models.conversion.convert import convert

        cache = ConversionCache(options.cache)
        with cache.writing(plan.key) as folder:
            convert(plan, folder, report)
    except UserError as error:
        events.write(event="failed", message=error.message, hint=error.hint)
        return 1
    events.write(event="done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
