"""What there is to say of a format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_app.documents.content import Content
from desktop_app.documents.layout import FileFormat, Layout, ReadingChoices
from desktop_app.documents.opening import Opening
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import NOTHING, Sentence


class Reader(Protocol):
    """Iterates over the rows of an open file."""

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns as they stand in the file."""

    @property
    def sheets(self) -> Sequence[str]:
        """The names of a workbook's sheets."""

    @property
    def fraction(self) -> float:
        """How much was read, 0 to 1."""

    def __iter__(self) -> Iterator[DocumentRow | BadRow]: ...

    def close(self) -> None:
        """Close the file."""


@dataclass(frozen=True, slots=True)
class Detected:
    """What was concluded of a file.

    Attributes:
        layout: how it is read.
        doubt: what is not certain of it, as a sentence; the user should be asked.
        text_sheets: of a workbook, the sheets that have texts.
    """

    layout: Layout
    doubt: Sentence = NOTHING
    text_sheets: tuple[str, ...] = ()


Recognise = Callable[[Opening], bool]
Detect = Callable[[Opening, FileFormat, ReadingChoices], Detected]
Read = Callable[[Content, Layout, Sequence[str] | None], Reader]
FindColumns = Callable[[Content, Layout], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read; ``TableFormat`` has those that can be written.

    Attributes:
        kind: by which layouts and options name it.
        name: by which people do.
        endings: of files' names, in small letters.
        detect: concludes how it is to be read.
        read: opens it, with the columns to be read, or None for those that it has.
        recognise: whether a file is of this format, by its content alone.
        find_columns: names the columns of all rows, where the first ones may lack some.
        is_table: whether it has columns.
        is_text: whether it is text, which a terminal can show.
        choices: what of ``ReadingChoices`` there is to choose.
    """

    kind: FileFormat
    name: Sentence
    endings: tuple[str, ...]
    detect: Detect
    read: Read
    recognise: Recognise | None = None
    find_columns: FindColumns | None = None
    is_table: bool = True
    is_text: bool = True
    choices: frozenset[str] = frozenset()
