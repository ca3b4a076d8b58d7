"""Corrections as a data set that the trainer reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desktop_app.atomic import atomic_text
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.errors import UserError
from desktop_app.history.records import Record


class CorrectionsNotWrittenError(UserError):
    """The folder cannot be written, or there is nothing to write."""


def write_tweeteval(corrected: Iterable[Record], folder: Path) -> int:
    """Write texts with their right labels in TweetEval's layout, for ``--data`` of the trainer.

    ``train_text.txt`` and ``train_labels.txt`` have a line for each text, ``mapping.txt`` names
    the labels. What is held out for evaluation the trainer decides by itself.

    Args:
        corrected: in any order; those without a correction or without text are left out. Of a
            text that was corrected several times the last word counts.
        folder: is made if need be; files of these names in it are replaced.

    Returns:
        The number of texts.

    Raises:
        CorrectionsNotWrittenError: there is none, or the system does not let it be written.
    """
    labels = corrected_labels(corrected)
    if not labels:
        raise CorrectionsNotWrittenError(
            "There are no corrections yet.",
            hint="Choose an answer in the history and press 1, 2 or 3.",
        )
    write_split(labels.items(), folder, "train")
    return len(labels)


def corrected_labels(corrected: Iterable[Record]) -> dict[str, Sentiment]:
    """Return the right label of each corrected text, on one line.

    Those without a correction or without text are left out. Of a text that was corrected several
    times the last word counts.
    """
    latest: dict[str, Record] = {}
    for record in corrected:
        line = _line(record.text)
        if record.correction is None or record.corrected is None or not line:
            continue
        known = latest.get(line)
        if known is None or known.corrected is None or known.corrected < record.corrected:
            latest[line] = record
    return {line: record.label for line, record in latest.items()}


def write_split(rows: Iterable[tuple[str, Sentiment]], folder: Path, split: str) -> None:
    """Write one split in TweetEval's layout: ``{split}_text.txt`` and ``{split}_labels.txt``.

    Args:
        rows: texts with their labels.
        folder: is made if need be; files of these names in it are replaced.
        split: ``train`` or ``val``.

    Raises:
        CorrectionsNotWrittenError: the system does not let it be written.
    """
    pairs = list(rows)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{split}_text.txt", (_quoted(text) for text, _ in pairs))
        _write(folder / f"{split}_labels.txt", (str(int(label)) for _, label in pairs))
        _write(folder / "mapping.txt", (f"{int(each)}\t{each.name.lower()}" for each in Sentiment))
    except OSError as error:
        raise CorrectionsNotWrittenError(
            "The corrections could not be written to {folder} ({reason}).",
            hint="Choose another folder, or check its permissions and the free space.",
            folder=folder,
            reason=error.strerror or error,
        ) from error


def _line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _quoted(text: str) -> str:
    """Put a text on one line that is read back as it is.

    Whoever reads the layout takes quotation marks around a line, and doubled ones in it, for what
    a CSV export left behind.
    """
    line = _line(text)
    if '"' not in line:
        return line
    return '"' + line.replace('"', '""') + '"'


def _write(path: Path, lines: Iterable[str]) -> None:
    with atomic_text(path) as file:
        file.writelines(f"{line}\n" for line in lines)
