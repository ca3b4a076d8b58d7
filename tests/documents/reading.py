"""Opens files in tests."""

from __future__ import annotations

from pathlib import Path

from desktop_app.documents.document import Document
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.tabular.values import Value

CSV = Layout(FileFormat.CSV)


def opened(path: Path, content: bytes | str, layout: Layout | None = None) -> Document:
    """Write a file and open it."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Document.open(path, layout)


def all_rows(document: Document, after: int = 0) -> list[DocumentRow | BadRow]:
    """Give good and bad rows."""
    with document.rows(after) as rows:
        return list(rows)


def good_values(document: Document) -> list[tuple[Value, ...]]:
    """Give the values of the good rows."""
    return [row.values for row in all_rows(document) if isinstance(row, DocumentRow)]
