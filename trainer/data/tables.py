"""Tables with a column of texts and a column of labels, read as the window reads them."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from desktop_app.documents.detection import detect
from desktop_app.documents.document import Document
from desktop_app.documents.errors import DoubtError
from desktop_app.documents.formats.registry import format_of
from desktop_app.documents.rows import BadRow
from desktop_app.documents.texts import text_of
from desktop_app.sentences import Sentence
from desktop_app.tabular.values import MISSING, as_text
from trainer.data.rows import NO_TEXT, LabelledRow, RawData, SkippedRow, label_from
from trainer.tweeteval import DatasetError

_SHOWN_LABELS = 12


def read_table(path: Path, text_column: str, label_column: str) -> RawData:
    """Read a file; all of its rows are ``train``.

    Rows without text or label, and those that cannot be read, are skipped.

    Raises:
        DatasetError: a label is no class, or the file is no table.
        DocumentError: the file cannot be read.
        ColumnError: a column is missing.
    """
    detected = detect(path)
    if detected.doubt:
        raise DoubtError.of(detected.doubt)
    if not format_of(detected.layout.format).is_table:
        raise DatasetError(
            "{file} is a list of texts, without a column of labels.",
            hint="Give a table: CSV, TSV, JSON, a workbook or Parquet.",
            file=path.name,
        )
    # Columns are asked for by name, so there is a header, whatever it looks like.
    layout = dataclasses.replace(detected.layout, header=True)
    document = Document.open(path, layout).with_all_columns()
    raw = RawData()
    labels: Counter[str] = Counter()
    unknown: tuple[int, str] | None = None
    for line, values in _records(document, (text_column, label_column)):
        if isinstance(values, Sentence):
            raw.skipped.append(SkippedRow(path.name, line, values))
            continue
        text, label = values
        labels[label] += 1
        sentiment = label_from(label)
        if sentiment is None:
            unknown = unknown or (line, label)
        else:
            raw.train.append(LabelledRow(text, sentiment, path.name, line))
    if unknown:
        shown = ", ".join(repr(label) for label, _ in labels.most_common(_SHOWN_LABELS))
        more = ", ..." if len(labels) > _SHOWN_LABELS else ""
        raise DatasetError(
            "Line {line} of {file} has {label} for a label.",
            hint="The column {column} has: {shown}{more}. Labels are negative, neutral, positive "
            "or 0, 1, 2.",
            line=unknown[0],
            file=path.name,
            label=repr(unknown[1][:40]),
            column=repr(label_column),
            shown=shown,
            more=more,
        )
    return raw


# A line number with a text and its label, or with what is wrong.
_Record = tuple[int, tuple[str, str] | Sentence]


def _records(document: Document, columns: tuple[str, str]) -> Iterator[_Record]:
    places = [document.index(column) for column in columns]
    with document.rows() as rows:
        for row in rows:
            if isinstance(row, BadRow):
                yield row.line, row.reason
                continue
            text, label = (row.values[place] for place in places)
            missing = [
                name for name, value in zip(columns, (text, label), strict=True) if value is MISSING
            ]
            if missing:
                yield row.line, Sentence("it has no {column}", column=repr(missing[0]))
            else:
                yield row.line, _checked(text_of(text), as_text(label))


def _checked(text: str | Sentence, label: str) -> tuple[str, str] | Sentence:
    if isinstance(text, Sentence) or not text:
        return text or NO_TEXT
    return (text, label) if label.strip() else Sentence("it has no label")
