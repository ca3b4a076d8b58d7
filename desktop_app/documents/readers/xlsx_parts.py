"""What of an XLSX workbook's own XML the reader of its values leaves out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import IO
from zipfile import BadZipFile, ZipFile

from desktop_app.tabular.values import UnstoredResult, Value

_CHUNK = 2**20
# Of the description of a workbook's sheets; those of thousands have a hundredth of it.
_LONGEST_PART = 16 * 2**20

_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?P<attributes>[^>]*?)(?:/>|>(?P<content>.*?)</(?:\w+:)?c>)", re.DOTALL
)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_IS_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_BOOK = re.compile(r"xl/workbook\w*\.xml", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:]+)=["']([^"']*)["']""")
# Numbers of more digits than Excel calculates with: identifiers, of which no digit may be lost.
_LONG_NUMBER = re.compile(rb">-?\d{16,}<")
_WHOLE = re.compile(rb"-?\d{16,400}")


def left_out(archive: ZipFile, sheet: str) -> dict[tuple[int, int], Value]:
    """Return the cells of a sheet whose values are not what the reader of values makes of them.

    Those are errors, formulas whose results were not stored, and whole numbers of many digits.

    Args:
        archive: the workbook.
        sheet: its name.

    Returns:
        Values by row and column, counted from 0.

    Raises:
        BadZipFile: the archive is damaged.
        ValueError: its list of sheets is.
    """
    part = _part_of(archive, sheet)
    if part is None:
        return {}
    found: dict[tuple[int, int], Value] = {}
    with archive.open(part) as stream:
        for piece in _pieces(stream):
            if b'="e"' in piece or b"='e'" in piece or _odd(piece):
                for cell in _CELL.finditer(piece):
                    value = _value(cell["attributes"], cell["content"] or b"")
                    place = _PLACE.search(cell["attributes"]) if value is not None else None
                    if place is not None:
                        found[int(place[2]) - 1, column_of(place[1])] = value
    return found


def _odd(piece: bytes) -> bool:
    return _FORMULA.search(piece) is not None or _LONG_NUMBER.search(piece) is not None


def _value(attributes: bytes, content: bytes) -> Value:
    value = _VALUE.search(content)
    stored = value[1].strip() if value else b""
    if _IS_ERROR.search(attributes):
        return stored.decode(errors="replace")
    if not stored and _FORMULA.search(content) and b"<is>" not in content:
        return UnstoredResult()
    if _WHOLE.fullmatch(stored) and b"t=" not in attributes.replace(b't="n"', b""):
        return int(stored)
    return None


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Return the XML of a sheet in pieces that end with a cell."""
    rest = b""
    while data := stream.read(_CHUNK):
        data = rest + data
        end = max(data.rfind(b"</c>"), data.rfind(b":c>")) + len(b"</c>")
        yield data[:end]
        rest = data[end:]
        if len(rest) > _LONGEST_PART:
            raise BadZipFile("a sheet without cells")
    yield rest


def column_of(letters: bytes) -> int:
    """Return the place of a column, counted from 0, that is named by letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _part_of(archive: ZipFile, sheet: str) -> str | None:
    """Return the name of the part that has a sheet's cells."""
    names = set(archive.namelist())
    book = next((name for name in archive.namelist() if _BOOK.fullmatch(name)), None)
    if book is None:
        return None
    folder, _, file = book.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in _elements(archive, relations, b"Relationship")
        if relations in names
    }
    for each in _elements(archive, book, b"sheet"):
        if each.get("name") == sheet:
            target = targets.get(next((each[key] for key in each if key.endswith(":id")), ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            return part if part in names else None
    return None


def _elements(archive: ZipFile, part: str, tag: bytes) -> list[dict[str, str]]:
    """Return the attributes of all elements of a name."""
    with archive.open(part) as stream:
        data = stream.read(_LONGEST_PART)
    found = re.findall(rb"<(?:\w+:)?" + tag + rb"\s([^>]*)>", data)
    return [
        {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(each.decode())}
        for each in found
    ]
