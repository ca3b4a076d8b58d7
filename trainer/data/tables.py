"""CSV, TSV and JSON lines with a column of texts and a column of labels."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trainer.data.rows import RawData, Row, SkippedRow, label_from
from trainer.tweeteval import DatasetError

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson")

# csv's own limit on a field is there against endless quotes; no tweet comes near this one.
_LONGEST_FIELD = 1 << 24
_SHOWN_LABELS = 12


def read_table(path: Path, text_column: str, label_column: str) -> RawData:
    """Read a file; all of its rows are ``train``.

    Rows without text or label, with more fields than the header, that are no JSON objects or not
    UTF-8 are skipped.

    Raises:
        DatasetError: a column is missing, a label is no class, or the file cannot be read.
    """
    raw = RawData()
    labels: Counter[str] = Counter()
    unknown: tuple[int, str] | None = None
    for line, values in _records(path, (text_column, label_column)):
        if isinstance(values, str):
            raw.skipped.append(SkippedRow(path.name, line, values))
            continue
        text, label = values
        labels[label] += 1
        sentiment = label_from(label)
        if sentiment is None:
            unknown = unknown or (line, label)
        else:
            raw.train.append(Row(text, sentiment, path.name, line))
    if unknown:
        shown = ", ".join(repr(label) for label, _ in labels.most_common(_SHOWN_LABELS))
        more = ", ..." if len(labels) > _SHOWN_LABELS else ""
        raise DatasetError(
            f"Line {unknown[0]} of {path.name} has {unknown[1][:40]!r} for a label.",
            hint=(
                f"The column {label_column!r} has: {shown}{more}. "
                "Labels are negative, neutral, positive or 0, 1, 2."
            ),
        )
    return raw


# A line number with a text and its label, or with what is wrong.
_Record = tuple[int, tuple[str, str] | str]


def _records(path: Path, columns: tuple[str, str]) -> Iterator[_Record]:
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            yield from _json_records(path, columns)
        else:
            yield from _delimited_records(path, columns)
    except (OSError, csv.Error) as error:
        raise DatasetError(f"{path.name} cannot be read: {error}.") from error


def _delimited_records(path: Path, columns: tuple[str, str]) -> Iterator[_Record]:
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    # Bytes that are no UTF-8 become lone surrogates, by which their row is found.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        header = next(reader, [])
        text_at, label_at = _columns(header, columns, path)
        first = reader.line_num + 1
        for fields in reader:
            line, first = first, reader.line_num + 1
            if not fields:
                continue
            if len(fields) != len(header):
                yield line, f"it has {len(fields)} fields and the header {len(header)}"
            else:
                yield line, _checked(fields[text_at], fields[label_at])


def _json_records(path: Path, columns: tuple[str, str]) -> Iterator[_Record]:
    text_column, label_column = columns
    found: Counter[str] = Counter()
    complete = False
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
        for line, content in enumerate(file, start=1):
            if not content.strip():
                continue
            try:
                values = json.loads(content)
            except ValueError:
                yield line, "it is not JSON"
                continue
            if not isinstance(values, dict):
                yield line, "it is not a JSON object"
                continue
            found.update(values.keys())
            if text_column in values and label_column in values:
                complete = True
                yield line, _checked(_plain(values[text_column]), _plain(values[label_column]))
            else:
                missing = text_column if text_column not in values else label_column
                yield line, f"it has no {missing!r}"
    if not complete:
        _columns(list(found), columns, path)


def _columns(found: list[str], columns: tuple[str, str], path: Path) -> tuple[int, int]:
    for column in columns:
        if column not in found:
            shown = ", ".join(map(repr, found)) or "none"
            raise DatasetError(
                f"{path.name} has no column {column!r}.", hint=f"Its columns are: {shown}."
            )
    text_column, label_column = columns
    return found.index(text_column), found.index(label_column)


def _checked(text: str, label: str) -> tuple[str, str] | str:
    if any("\udc80" <= character <= "\udcff" for character in text + label):
        return "it is not UTF-8"
    if not text.strip():
        return "it has no text"
    if not label.strip():
        return "it has no label"
    return text, label


def _plain(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)
