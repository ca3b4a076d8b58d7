"""Plain text, one on each line: what any text file is that is nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.documents.content import Content
from desktop_app.documents.formats.format import Detected, Format
from desktop_app.documents.layout import FileFormat, Layout, ReadingChoices
from desktop_app.documents.opening import Opening
from desktop_app.documents.readers.plain import PlainReader
from desktop_app.sentences import Sentence


def _detect(opening: Opening, kind: FileFormat, _choices: ReadingChoices) -> Detected:
    content = opening.content
    layout = Layout(
        kind, opening.encoding, packing=content.packing, member=content.member, header=False
    )
    return Detected(layout)


def _read(content: Content, layout: Layout, _header: Sequence[str] | None) -> PlainReader:
    return PlainReader(content, layout)


TEXT = Format(
    FileFormat.TEXT,
    Sentence("Text, one per line"),
    (".txt",),
    detect=_detect,
    read=_read,
    is_table=False,
    choices=frozenset({"encoding"}),
)
