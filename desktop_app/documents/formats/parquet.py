"""Parquet."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.documents.content import Content
from desktop_app.documents.formats.format import Detected, Format
from desktop_app.documents.layout import FileFormat, Layout, ReadingChoices
from desktop_app.documents.opening import Opening
from desktop_app.documents.readers.parquet import ParquetReader
from desktop_app.sentences import Sentence

_MARK = b"PAR1"


def _recognise(opening: Opening) -> bool:
    return opening.head.startswith(_MARK)


def _detect(opening: Opening, kind: FileFormat, _choices: ReadingChoices) -> Detected:
    content = opening.content
    return Detected(Layout(kind, packing=content.packing, member=content.member))


def _read(content: Content, _layout: Layout, _header: Sequence[str] | None) -> ParquetReader:
    return ParquetReader(content)


PARQUET = Format(
    FileFormat.PARQUET,
    Sentence("Parquet"),
    (".parquet",),
    recognise=_recognise,
    detect=_detect,
    read=_read,
    is_text=False,
)
