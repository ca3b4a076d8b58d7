"""What a file is and how it is to be read."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from desktop_app.documents.delimiters import is_header, sniff
from desktop_app.documents.encodings import detect_encoding, looks_binary
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.layout import FileFormat, Layout, format_of
from desktop_app.documents.readers.delimited import DelimitedReader
from desktop_app.documents.readers.workbook import WorkbookReader

_HEAD = 64 * 1024
# Enough for records with texts of some length; a sample that ends within one would mislead.
_SAMPLE = 512 * 1024

_ZIP = b"PK\x03\x04"


def _old_workbook(file: str) -> DocumentError:
    return DocumentError(
        "{file} is an old Excel workbook or is protected by a password.",
        hint="Open it in a spreadsheet program and save it as XLSX without a password.",
        file=file,
    )


def _parquet(file: str) -> DocumentError:
    return DocumentError(
        "{file} is a Parquet file, which can be written but not read.",
        hint="Export it as CSV.",
        file=file,
    )


def _compressed(file: str) -> DocumentError:
    return DocumentError("{file} is compressed.", hint="Unpack it first.", file=file)


def _pdf(file: str) -> DocumentError:
    return DocumentError(
        "{file} is a PDF document.",
        hint="Copy its texts into a text file, one on each line.",
        file=file,
    )


# Files that are given a wrong name, or that people expect to be read.
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", _old_workbook),
    (b"PAR1", _parquet),
    (b"\x1f\x8b", _compressed),
    (b"%PDF", _pdf),
)


def detect(path: Path, file_format: FileFormat | None = None) -> Layout:
    """Find out how ``path`` is to be read.

    Args:
        path: the file.
        file_format: what it is; by default what its name says, CSV where that says nothing.

    Raises:
        DocumentError: it cannot be read, is empty, or is no file of texts.
    """
    if path.is_dir():
        raise DocumentError("{path} is a folder.", hint="Name a file in it.", path=path)
    if path.exists() and not path.is_file():
        # It is read more than once.
        raise DocumentError(
            "{path} is no regular file.", hint="Save what it gives as a file.", path=path
        )
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if not head:
            raise DocumentError("{file} is empty.", file=path.name)
        return _detect(path, head, file_format or format_of(path) or FileFormat.CSV)
    except OSError as error:
        raise DocumentError(
            "{path} cannot be read ({reason}).", path=path, reason=error.strerror or error
        ) from error


def _detect(path: Path, head: bytes, file_format: FileFormat) -> Layout:
    for mark, explained in _FOREIGN:
        if head.startswith(mark):
            raise explained(path.name)
    # Workbooks are recognised under any name.
    if file_format is FileFormat.XLSX or head.startswith(_ZIP):
        return _with_header(path, Layout(FileFormat.XLSX))
    if file_format is FileFormat.PARQUET or looks_binary(head):
        raise DocumentError(
            "{file} does not look like text.",
            hint="Texts are read from TXT, CSV, TSV, JSONL and XLSX files.",
            file=path.name,
        )
    encoding = detect_encoding(path)
    if file_format in (FileFormat.TEXT, FileFormat.JSONL):
        return Layout(file_format, encoding)
    delimiter, quoted = sniff(_sample(path, encoding), file_format)
    layout = Layout(file_format, encoding, delimiter, quoted)
    return _with_header(path, layout)


def _sample(path: Path, encoding: str) -> str:
    """Give whole lines from the beginning of a text file."""
    with path.open("rb") as file:
        data = file.read(_SAMPLE)
        complete = not file.read(1)
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if complete or not (end := max(text.rfind("\n"), text.rfind("\r")) + 1):
        return text
    return text[:end]


def _with_header(path: Path, layout: Layout) -> Layout:
    reader: DelimitedReader | WorkbookReader
    if layout.format is FileFormat.XLSX:
        reader = WorkbookReader(path, layout)
    else:
        reader = DelimitedReader(path, layout)
    try:
        return dataclasses.replace(layout, header=is_header(reader.header))
    finally:
        reader.close()
