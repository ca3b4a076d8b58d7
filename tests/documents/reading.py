"""Opens files in tests."""

from __future__ import annotations

from pathlib import Path

from desktop_app.documents.document import Document
from desktop_app.documents.labelling import read_chunks
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.documents.preview import preview
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


def texts_in(path: Path) -> list[str]:
    """Give the texts that are classified when nothing is said of how a file is to be read."""
    seen = preview(path)
    assert not seen.doubt, seen.doubt
    assert seen.columns is not None, seen.document.columns
    document = seen.document.with_all_columns()
    return [text.text for chunk in read_chunks(document, seen.columns) for text in chunk.texts]
