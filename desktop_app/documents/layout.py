"""How a file is to be read: what was detected, and what the user may change."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


class FileFormat(StrEnum):
    """The formats there are, by which layouts and options name them; ``formats`` has the rest."""

    TEXT = "txt"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    JSON = "json"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    PARQUET = "parquet"


class Packing(StrEnum):
    """What a file may be packed with, by the ending of its name."""

    NONE = ""
    GZIP = "gz"
    BZIP2 = "bz2"
    XZ = "xz"
    ZSTANDARD = "zst"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is read. ``dataclasses.replace`` overrides what was detected.

    Attributes:
        format: of the file.
        encoding: one of ``encodings.ENCODINGS``; of text formats.
        delimiter: between fields of CSV and TSV; empty where there is one column only.
        quote: encloses fields of CSV and TSV; empty where quotation marks are characters like
            others.
        escape: stands before a quotation mark or delimiter that is part of a field of CSV and TSV;
            empty where quotation marks are doubled instead.
        skip_space: whether spaces after a delimiter belong to no field.
        header: whether the first row of the table names the columns of CSV, TSV and workbooks.
        skipped: lines, or rows of a sheet, above the table.
        row_names: whether the rows have one field more than the header, before its first.
        open_column: the place of the column to which delimiters belong that nobody quoted; None
            where they belong to none.
        sheet: of a workbook; empty for the first that has rows.
        records: names of the keys, joined by dots, under which JSON has its list of objects; empty
            where they are at the top.
        wrapper: the name of the one key that each of these objects has, with its fields below.
        packing: what the file is packed with.
        member: the packed file's name within a ZIP archive.
    """

    format: FileFormat
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skip_space: bool = False
    header: bool = True
    skipped: int = 0
    row_names: bool = False
    open_column: int | None = None
    sheet: str = ""
    records: str = ""
    wrapper: str = ""
    packing: Packing = Packing.NONE
    member: str = ""

    @property
    def header_row(self) -> int:
        """The line, or row of the sheet, that names the columns, counted from 1; 0 for none."""
        return self.skipped + 1 if self.header else 0

    def to_json(self) -> dict[str, Any]:
        """Give plain values that ``from_json`` reads back."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` gave; unknown keys of newer versions are passed over.

        Raises:
            ValueError: the format or the packing is none.
            TypeError: the format is missing.
        """
        known = {field.name for field in dataclasses.fields(cls)}
        given = {key: value for key, value in values.items() if key in known}
        if "format" in given:
            given["format"] = FileFormat(given["format"])
        if "packing" in given:
            given["packing"] = Packing(given["packing"])
        if values.get("quoted") is False:
            # What the first versions knew of quotation marks.
            given["quote"] = ""
        return cls(**given)


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What the user says of how a file is read; what is None is detected.

    Attributes:
        encoding: as in ``Layout``.
        delimiter: as in ``Layout``.
        sheet: as in ``Layout``.
        header_row: as ``Layout.header_row``.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
