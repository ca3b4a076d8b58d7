"""Tables in files, which are there whole or as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.atomic import WriteProtectedError
from desktop_app.tabular.changes import Change
from desktop_app.tabular.errors import ExportError
from desktop_app.tabular.style import TableFormat, TableStyle, promised_format
from desktop_app.tabular.table import write_table
from desktop_app.tabular.values import Value
from tests.disks import files_limited_to

HEADER = ("id", "text")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(b"precious")
    return path


def is_alone(path: Path) -> bool:
    return {each.name for each in path.parent.iterdir()} <= {path.name, "valence-home"}


@pytest.mark.parametrize("kind", list(TableFormat))
def test_on_a_full_disk_the_old_file_stays(target: Path, kind: TableFormat) -> None:
    # Different enough that no format makes it small.
    rows = [(number, f"{number * 7919 % 10007:x} text" * 20) for number in range(5_000)]
    with (
        files_limited_to(4096),
        pytest.raises(ExportError, match=r"a\.csv cannot be written \(") as raised,
    ):
        write_table(target, HEADER, rows, TableStyle(kind))
    assert raised.value.hint == "What was there before is unchanged."
    assert target.read_bytes() == b"precious"
    assert is_alone(target)


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError])
def test_rows_that_end_early_leave_the_old_file(target: Path, failure: type[BaseException]) -> None:
    def rows() -> Iterator[tuple[Value, ...]]:
        yield from [(1, "one")] * 3_000
        raise failure

    with pytest.raises(failure):
        write_table(target, HEADER, rows(), TableStyle(TableFormat.CSV))
    assert target.read_bytes() == b"precious"
    assert is_alone(target)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        write_table(tmp_path / "no" / "a.csv", HEADER, [], TableStyle(TableFormat.CSV))


def test_what_is_write_protected_stays(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(WriteProtectedError, match="write-protected"):
        write_table(target, HEADER, [], TableStyle(TableFormat.CSV))
    assert target.read_bytes() == b"precious"


def test_cells_that_were_changed_are_counted_over_all_rows(target: Path) -> None:
    rows = [(number, "=1+1" if number % 2 else "@you yes") for number in range(3_000)]
    changes = write_table(target, HEADER, rows, TableStyle(TableFormat.CSV))
    assert changes == {Change.DEFUSED: 1_500}
    assert target.read_bytes().count(b"\r\n") == 3_001


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.CSV", TableFormat.CSV),
        ("a.tab", TableFormat.TSV),
        ("a.b.ndjson", TableFormat.JSONL),
        ("a.txt", None),
    ],
)
def test_a_name_promises_a_format(name: str, kind: TableFormat | None) -> None:
    assert promised_format(Path(name)) is kind
