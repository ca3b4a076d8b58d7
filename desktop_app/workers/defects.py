"""The one place where defects arrive: the hook for exceptions that nobody caught."""

from __future__ import annotations

import sys


class DefectError(Exception):
    """A defect of ours in another thread or process, which describes it by its traceback."""


def report_defect(details: str) -> None:
    """Have a defect reported as if its exception had been raised here and not been caught.

    The window's hook shows a report, a test fails. Nobody in between has to pass it on.

    Args:
        details: its traceback.
    """
    sys.excepthook(DefectError, DefectError(details), None)
