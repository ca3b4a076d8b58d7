"""Finds out what kind of data the user named, and reads it."""

from __future__ import annotations

from pathlib import Path

from desktop_app.classifier.sentiment import Sentiment
from trainer.data import hub, tables
from trainer.data.rows import LabelledRow, RawData
from trainer.tweeteval import DatasetError, find_split_file, read_lines, read_split


def read_data(source: str, text_column: str, label_column: str) -> RawData:
    """Read ``tweet_eval`` from the Hub, a folder in TweetEval's layout, or a table.

    Raises:
        DatasetError: it is none of these, or something in it makes it unusable as a whole.
        DocumentError: it is a table that cannot be read.
        ColumnError: it is a table without one of the columns.
    """
    path = Path(source).expanduser()
    if source == "tweet_eval" and not path.exists():
        return hub.read_tweet_eval()
    if path.is_dir():
        return read_folder(path)
    if not path.exists():
        raise DatasetError(
            "There is no {source}.",
            hint="Give tweet_eval, a folder, or a table: CSV, TSV, JSON, a workbook or Parquet.",
            source=source,
        )
    return tables.read_table(path, text_column, label_column)


def read_folder(folder: Path) -> RawData:
    """Read ``train`` and, where there is one, ``val`` of a folder in TweetEval's layout.

    Raises:
        DatasetError: files are missing or do not fit together, or a label is none of 0, 1 and 2.
    """
    _check_mapping(folder)
    raw = RawData(train=_rows(folder, "train"))
    try:
        find_split_file(folder, "val", "text")
    except DatasetError:
        return raw
    raw.validation = _rows(folder, "val")
    return raw


def _rows(folder: Path, split: str) -> list[LabelledRow]:
    texts, labels = read_split(folder, split)
    file = find_split_file(folder, split, "text").name
    pairs = zip(texts, labels, strict=True)
    return [
        LabelledRow(text, label, file, line) for line, (text, label) in enumerate(pairs, start=1)
    ]


def _check_mapping(folder: Path) -> None:
    path = folder / "mapping.txt"
    if not path.is_file():
        return
    known = {(str(int(label)), label.name.lower()) for label in Sentiment}
    for line in read_lines(path):
        number, _, word = line.partition("\t")
        if word and (number.strip(), word.strip().lower()) not in known:
            raise DatasetError(
                "mapping.txt in {folder} says {line}.",
                hint="Labels have to be 0 for negative, 1 for neutral and 2 for positive.",
                folder=folder.name,
                line=repr(line.strip()),
            )
