"""Names of files are shown as they are, also those that look like a template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from desktop_app.history.jobs import JobState
from desktop_app.tabular.style import TableFormat, TableStyle
from desktop_app.ui.wording import count
from tests.ui.files.driving import Model, jobs, labelled, opened

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

NAMES = ("50%2.csv", "{name}.csv", "%1 %n %Ln {} {0}.csv")

_ROWS = 5_000


@pytest.fixture(params=NAMES)
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Write a table of which one row cannot be read, under a name that looks like a template."""
    path = tmp_path / str(request.param)
    # So many that labelling can be paused in the middle.
    path.write_text("text,place\ntoo,many,fields\n" + "I love it,\n" * _ROWS, encoding="utf-8")
    return path


def test_in_notices_and_the_lines_of_jobs(
    qtbot: QtBot, start: Callable[[], Desk], model: Model, table: Path
) -> None:
    desk = start()
    dialog = opened(qtbot, desk, table)
    assert dialog.windowTitle() == f"Label {table.name}"
    model.engine.gate.clear()
    model.engine.entered.clear()
    dialog.start.click()
    qtbot.waitUntil(model.engine.entered.is_set)
    line = desk.window.jobs.line("running")
    assert line is not None
    assert line.bar.accessibleName() == f"Progress of {table.name}"
    desk.window.menus.history.private.trigger()
    assert said(desk, "files").startswith(f"{table.name} is paused: in private mode")
    model.engine.gate.set()
    qtbot.waitUntil(lambda: [job.state for job in jobs(desk)] == [JobState.PAUSED])
    desk.window.menus.history.private.trigger()
    desk.shut_down()

    later = start()
    row = jobs(later)[0].next_row
    qtbot.waitUntil(lambda: bool(said(later, "files paused")))
    assert said(later, "files paused") == f"Paused: {table.name}, at row {row}."


def test_where_files_are_exported(
    qtbot: QtBot, start: Callable[[], Desk], table: Path, tmp_path: Path
) -> None:
    desk = start()
    job = labelled(qtbot, desk, table)
    folder = tmp_path / "exported"
    folder.mkdir()
    dialog = desk.files.exporting.ask(job)
    assert dialog.windowTitle() == f"Export {table.name}"
    dialog.close()
    desk.files.exporting.write(job, folder / table.name, TableStyle(TableFormat.CSV))
    line = desk.window.jobs.line("export 1")
    assert line is not None
    assert line.bar.accessibleName() == f"Progress of {table.name}"
    qtbot.waitUntil(lambda: outcome(desk).startswith("Exported"))
    exported = f"Exported {count(_ROWS + 1)} rows, 1 without an answer"
    assert outcome(desk) == f"{exported}, 1 of them could not be read."


def outcome(desk: Desk) -> str:
    """Return what the line of the export says."""
    line = desk.window.jobs.line("export 1")
    return "" if line is None else line.words.text()


def said(desk: Desk, subject: str) -> str:
    """Return the words of a notice; none if it is not up."""
    notice = desk.window.notices.notice(subject)
    return "" if notice is None else notice.text
