"""All formats there are, and nothing else names them: whoever wants to know asks here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath

from desktop_app.documents.formats.delimited import CSV, TSV
from desktop_app.documents.formats.format import Format
from desktop_app.documents.formats.json import JSON, JSONL
from desktop_app.documents.formats.parquet import PARQUET
from desktop_app.documents.formats.text import TEXT
from desktop_app.documents.formats.workbook import ODS, XLS, XLSB, XLSX
from desktop_app.documents.layout import FileFormat, Packing

# In the order in which they are tried on a file: what has a mark first, then what has a structure.
FORMATS: tuple[Format, ...] = (XLSB, XLSX, ODS, XLS, PARQUET, JSONL, JSON, CSV, TSV, TEXT)

_BY_KIND = {each.kind: each for each in FORMATS}

# The same, the commonest first.
_BY_USE = (TEXT, CSV, TSV, XLSX, JSONL, PARQUET, XLSB, ODS, XLS, JSON)


def format_of(kind: FileFormat) -> Format:
    """Return all there is to say of a format."""
    return _BY_KIND[kind]


def promised_by(name: str | PurePath) -> Format | None:
    """Return the format that a file's name promises, packed or not; None where it promises none."""
    ending = unpacked_name(PurePath(name).name).lower()
    return next((each for each in FORMATS if ending.endswith(each.endings)), None)


def unpacked_name(name: str) -> str:
    """Return a file's name without the ending that says how it is packed."""
    for packing in Packing:
        if packing and name.lower().endswith(f".{packing}"):
            return name[: -len(packing) - 1]
    return name


def readable_endings(*, only_tables: bool = False) -> tuple[str, ...]:
    """Return the endings of the files that can be read, those of packed ones last."""
    formats = [each for each in _BY_USE if each.is_table or not only_tables]
    endings = [ending for each in formats for ending in each.endings]
    return (*endings, *(f".{packing}" for packing in Packing if packing))


def is_readable(path: Path) -> bool:
    """Whether a file's name promises something that can be read."""
    # What is in an archive shows only within it.
    return promised_by(path) is not None or path.suffix.lower() == f".{Packing.ZIP}"


def patterns(endings: Iterable[str]) -> str:
    """Return endings as file dialogs take them: ``*.csv *.tsv``."""
    return " ".join(f"*{ending}" for ending in endings)
