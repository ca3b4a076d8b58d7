"""``valence --self-test``: does an installed copy do everything that it was installed for?

It works in a temporary folder of its own and touches nothing of the user's. What can crash or hang
without an exception, a window and a training, runs as a child.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from desktop_app import __version__
from desktop_app.cli.self_test.checks import Check, CheckFailedError, NotHereError, all_checks
from desktop_app.errors import UserError
from desktop_app.paths import HOME_VARIABLE

# A traceback tells most in its last lines.
_LONGEST_DETAIL = 12


class CheckOutcome(StrEnum):
    """How a check ended."""

    PASSED = "ok"
    SKIPPED = "not here"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A line of the table.

    Attributes:
        name: of the check.
        outcome: how it ended.
        seconds: that it took.
        detail: what was seen, or why it failed; may have several lines.
    """

    name: str
    outcome: CheckOutcome
    seconds: float
    detail: str


def self_test() -> int:
    """Run all checks, print a table, and give the exit code: 0 if none failed."""
    print(f"Valence {__version__}, {platform.platform()}, {sys.executable}")
    with tempfile.TemporaryDirectory(prefix="valence-self-test-", ignore_cleanup_errors=True) as at:
        os.environ[HOME_VARIABLE] = at
        # Nothing is fetched, not even if a file of the starter were missing.
        os.environ["HF_HUB_OFFLINE"] = "1"
        failed = 0
        for row in run_checks(all_checks()):
            print(in_words(row), flush=True)
            failed += row.outcome is CheckOutcome.FAILED
    print(f"{failed} failed." if failed else "Everything works.")
    return 1 if failed else 0


def run_checks(checks: Iterable[Check]) -> Iterable[CheckResult]:
    """Run one check after the other; one that fails does not keep the rest from running."""
    for check in checks:
        started = time.perf_counter()
        try:
            outcome, detail = CheckOutcome.PASSED, check.run()
        except NotHereError as error:
            outcome, detail = CheckOutcome.SKIPPED, str(error)
        except (CheckFailedError, UserError) as error:
            outcome, detail = CheckOutcome.FAILED, str(error)
        # Whatever it is, it belongs into the table, and the other checks still tell something.
        except Exception:  # noqa: BLE001
            outcome, detail = CheckOutcome.FAILED, traceback.format_exc().rstrip()
        yield CheckResult(check.name, outcome, time.perf_counter() - started, detail)


def in_words(row: CheckResult) -> str:
    """Return the line of the table; the end of a long detail stands below it, indented."""
    first, *rest = row.detail.splitlines() or [""]
    rest = rest[-_LONGEST_DETAIL:]
    line = f"{row.outcome:8}  {row.seconds:6.1f} s  {row.name:28}  {first}".rstrip()
    return "\n".join([line, *(f"    {each}" for each in rest)])
