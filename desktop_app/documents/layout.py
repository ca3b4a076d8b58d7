"""How a file is to be read: what was detected, and what the user may change."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self


class FileFormat(StrEnum):
    """The formats there are; ``PARQUET`` is only written."""

    TEXT = "txt"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    PARQUET = "parquet"


_BY_SUFFIX = {
    ".txt": FileFormat.TEXT,
    ".csv": FileFormat.CSV,
    ".tsv": FileFormat.TSV,
    ".tab": FileFormat.TSV,
    ".jsonl": FileFormat.JSONL,
    ".ndjson": FileFormat.JSONL,
    ".xlsx": FileFormat.XLSX,
    ".xlsm": FileFormat.XLSX,
    ".parquet": FileFormat.PARQUET,
}

READABLE_SUFFIXES = tuple(
    suffix for suffix, kind in _BY_SUFFIX.items() if kind is not FileFormat.PARQUET
)


def format_of(path: Path) -> FileFormat | None:
    """Give the format that a file's name promises; None for a name that promises none."""
    return _BY_SUFFIX.get(path.suffix.lower())


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is read. ``dataclasses.replace`` overrides what was detected.

    Attributes:
        format: of the file.
        encoding: one of ``encodings.ENCODINGS``; of text formats.
        delimiter: between fields of CSV and TSV; empty where there is one column only.
        quoted: whether quotation marks enclose fields of CSV and TSV; else they are characters
            like others.
        header: whether the first row names the columns of CSV, TSV and XLSX.
        sheet: of XLSX; empty for the first that has rows.
    """

    format: FileFormat
    encoding: str = "utf-8"
    delimiter: str = ","
    quoted: bool = True
    header: bool = True
    sheet: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give plain values that ``from_json`` reads back."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` gave; unknown keys of newer versions are passed over.

        Raises:
            ValueError: the format is none.
            TypeError: the format is missing.
        """
        known = {field.name for field in dataclasses.fields(cls)}
        given = {key: value for key, value in values.items() if key in known}
        if "format" in given:
            given["format"] = FileFormat(given["format"])
        return cls(**given)
