"""How a table is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from desktop_app.sentences import Sentence


class TableFormat(StrEnum):
    """The formats that tables are written in, the commonest first."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PARQUET = "parquet"

    @property
    def ending(self) -> str:
        """What the name of a new file ends with."""
        return f".{self.value}"

    @property
    def label(self) -> Sentence:
        """The name that people know."""
        return _LABELS[self]

    @property
    def is_delimited(self) -> bool:
        """Whether it is plain text without types, of which spreadsheet programs guess all."""
        return self in (TableFormat.CSV, TableFormat.TSV)

    @property
    def is_text(self) -> bool:
        """Whether rows can be read as they are written, also through a pipe."""
        return self.is_delimited or self is TableFormat.JSONL

    @property
    def has_distinct_names(self) -> bool:
        """Whether no two columns may be named alike."""
        return self in (TableFormat.JSONL, TableFormat.PARQUET)


_LABELS = {
    TableFormat.CSV: Sentence("CSV"),
    TableFormat.TSV: Sentence("TSV"),
    TableFormat.XLSX: Sentence("Excel workbook"),
    TableFormat.JSONL: Sentence("JSON lines"),
    TableFormat.PARQUET: Sentence("Parquet"),
}

_BY_SUFFIX = {
    **{each.ending: each for each in TableFormat},
    ".tab": TableFormat.TSV,
    ".ndjson": TableFormat.JSONL,
    ".xlsm": TableFormat.XLSX,
}


def promised_format(path: PurePath) -> TableFormat | None:
    """Return the format that a file's name promises; None for a name that promises none."""
    return _BY_SUFFIX.get(path.suffix.lower())


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How a table is written.

    Attributes:
        format: of the file.
        bom: begin CSV and TSV with a byte order mark, by which Excel knows UTF-8.
        defuse: in CSV and TSV, an apostrophe before what would be run as a formula.
        nested: in JSON lines, dots in the names of columns are steps into objects.
    """

    format: TableFormat
    bom: bool = False
    defuse: bool = True
    nested: bool = False
