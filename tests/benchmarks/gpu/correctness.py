"""Part 1: the tests of ``tests/cuda``, a row for each."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from tests.benchmarks.gpu.settings import parse
from tests.benchmarks.gpu.table import Table


class _Rows:
    """Tells of each test as it ends."""

    def __init__(self, table: Table, *, may_skip: bool) -> None:
        self._table = table
        self._may_skip = may_skip

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.passed and report.when != "call":
            return
        name = report.nodeid.rpartition("::")[2].removeprefix("test_").replace("_", " ")
        with self._table.row(name) as figures:
            figures |= {"outcome": report.outcome, "s": report.duration}
            if report.failed or (report.skipped and not self._may_skip):
                raise AssertionError(_reason(report))


def _reason(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    first = f"{crash.path.rpartition('/')[2]}:{crash.lineno}: {crash.message}" if crash else ""
    # One line for the table; all of it goes where tracebacks go.
    return f"{first.splitlines()[0] if first else report.outcome}\n{report.longreprtext}"


def main() -> int:
    """Run them, and give pytest's exit code."""
    settings = parse()
    table = Table(1, {"outcome": "", "s": ".2f"}, settings.json)
    libraries = ("torch", "transformers", "peft", "bitsandbytes", "accelerate", "numpy")
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    table.begin(f"1. tests/cuda on {settings.device_name}; {versions}")
    options = ["tests/cuda", "-p", "no:terminal"]
    options += ["--rehearse"] if settings.dry_run else []
    options += ["--basetemp", str(settings.work / "tests")]
    rows = _Rows(table, may_skip=settings.dry_run)
    code = pytest.main(options, plugins=[rows])
    return int(code != pytest.ExitCode.OK or bool(table.failed))


if __name__ == "__main__":
    raise SystemExit(main())
