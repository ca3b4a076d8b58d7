"""TweetEval's folder layout: ``{split}_text.txt`` and ``{split}_labels.txt``, one tweet a line."""

from __future__ import annotations

from pathlib import Path

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.errors import UserError
from desktop_app.sentences import Sentence

# The Hub's data set says "validation", the authors' folders say "val".
_ALIASES = {"validation": "val", "val": "validation"}


class DatasetError(UserError):
    """A data set is missing, incomplete or not in the expected layout."""


def read_split(folder: Path, split: str) -> tuple[list[str], list[Sentiment]]:
    """Read one split.

    Args:
        folder: holds ``{split}_text.txt`` and ``{split}_labels.txt``.
        split: ``train``, ``val``, ``validation`` or ``test``.

    Returns:
        Raw texts without the quotation of the original CSV files, and their labels.

    Raises:
        DatasetError: a file is missing, the two differ in length or a label is not 0, 1 or 2.
    """
    texts_path = find_split_file(folder, split, "text")
    labels_path = find_split_file(folder, split, "labels")
    texts = [unquote(line) for line in read_lines(texts_path)]
    labels = [
        _parse_label(line, labels_path, number)
        for number, line in enumerate(read_lines(labels_path), start=1)
    ]
    if len(texts) != len(labels):
        raise DatasetError(
            Sentence(
                "{texts_file} has {number} lines and {labels_file} has {labels}.",
                singular="{texts_file} has 1 line and {labels_file} has {labels}.",
                texts_file=texts_path.name,
                number=len(texts),
                labels_file=labels_path.name,
                labels=len(labels),
            ),
            hint="Both files need one line for each tweet, in the same order.",
        )
    return texts, labels


def find_split_file(folder: Path, split: str, kind: str) -> Path:
    """Find ``{split}_{kind}.txt`` under the split's name or its alias.

    Raises:
        DatasetError: neither is there.
    """
    names = [f"{name}_{kind}.txt" for name in (split, _ALIASES.get(split)) if name]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    found = sorted(path.name for path in folder.glob("*.txt")) if folder.is_dir() else []
    raise DatasetError(
        "There is no {file} in {folder}.",
        hint="The folder has: {names}." if found else "The folder has no text files.",
        file=names[0],
        folder=folder,
        names=", ".join(found),
    )


def read_lines(path: Path) -> list[str]:
    """Split a UTF-8 file at line feeds only: tweets may hold other line separators."""
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def unquote(line: str) -> str:
    """Undo the quotation that the SemEval files kept from a CSV export."""
    line = line.strip()
    if len(line) > 1 and line[0] == line[-1] == '"':
        line = line[1:-1]
    return line.replace('""', '"')


def _parse_label(line: str, path: Path, number: int) -> Sentiment:
    try:
        return Sentiment(int(line))
    except ValueError:
        raise DatasetError(
            "Line {line} of {file} is {label}, not a label.",
            hint="Labels are 0 for negative, 1 for neutral and 2 for positive.",
            line=number,
            file=path.name,
            label=repr(line[:40]),
        ) from None
