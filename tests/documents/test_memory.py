"""Files of any length are read and written in bounded memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from desktop_app.documents.columns import Columns
from desktop_app.documents.document import Document
from desktop_app.documents.export import export
from desktop_app.documents.labelling import read_chunks
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.tabular.style import TableFormat, TableStyle
from tests.documents.answering import answer

pytestmark = pytest.mark.process

LINES = {
    FileFormat.CSV: ("id,text\n", '{0},"a text, of some length, with number {0}"\n'),
    FileFormat.JSONL: ("", '{{"id": {0}, "text": "a text of some length, with number {0}"}}\n'),
    FileFormat.TEXT: ("", "a text of some length, with number {0}\n"),
}


def generated(folder: Path, kind: FileFormat, rows: int) -> Document:
    head, line = LINES[kind]
    path = folder / f"{rows}.{kind}"
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        file.writelines(line.format(row) for row in range(rows))
    return Document.open(path, Layout(kind))


def peak_of_labelling(document: Document) -> int:
    tracemalloc.start()
    try:
        texts = sum(len(chunk.texts) for chunk in read_chunks(document, Columns("text")))
        target = document.path.with_suffix(".out.csv")
        export(document, map(answer, range(1, texts + 1)), target, TableStyle(TableFormat.CSV))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", LINES)
def test_ten_times_the_rows_take_no_more_memory(tmp_path: Path, kind: FileFormat) -> None:
    small = peak_of_labelling(generated(tmp_path, kind, 2_000))
    large = peak_of_labelling(generated(tmp_path, kind, 20_000))
    # All rows of the large file, held as tuples of text, would be 5 MB more.
    assert large < small + 2**20
