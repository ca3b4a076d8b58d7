"""JSON: lines of objects, lists of them, pages of programs' answers, and archives of Twitter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from desktop_app.documents.content import Content
from desktop_app.documents.formats.format import Detected, Format
from desktop_app.documents.layout import FileFormat, Layout, ReadingChoices
from desktop_app.documents.opening import Opening
from desktop_app.documents.readers.json_objects import JsonReader, at_path, find_columns
from desktop_app.documents.readers.json_values import ASSIGNMENT
from desktop_app.documents.words import TEXT_NAMES, VAGUE_TEXT_NAMES, words_of
from desktop_app.sentences import Sentence
from desktop_app.tabular.json_paths import Path, name_of

# What is looked at to tell where the objects are.
_MOST_VALUES = 100
_DEEPEST_LIST = 3
_DEEPEST_TEXT = 3

_CERTAIN_NAMES = TEXT_NAMES - VAGUE_TEXT_NAMES

_decode = json.JSONDecoder().raw_decode


def _is_lines(opening: Opening) -> bool:
    """Whether a file has an object on its first line."""
    first = next((line for line in opening.lines if not line.isspace()), "")
    return isinstance(_on_line(first), dict)


def _is_json(opening: Opening) -> bool:
    """Whether a file begins with an object, or a list of objects or texts."""
    text = opening.text
    start = found.end() if (found := ASSIGNMENT.match(text)) else _next(text, 0)
    if text[start : start + 1] not in ("{", "["):
        return False
    value, end = _begun(text, start)
    if isinstance(value, list):
        value = value[0] if value and isinstance(value[0], dict | str) else None
    after = text[_next(text, end) :][:1]
    return bool(value) and (not after or after in "{[,;" or end >= len(text))


def _detect(opening: Opening, kind: FileFormat, _choices: ReadingChoices) -> Detected:
    if _is_lines(opening):
        kind = FileFormat.JSONL
    elif _is_json(opening):
        kind = FileFormat.JSON
    values = list(islice(_values(opening, kind), _MOST_VALUES))
    records = () if any(map(_has_text, values)) and len(values) > 1 else _path_to_list(values)
    if records:
        values = [each for value in values for each in at_path(value, records) or ()]
    return Detected(
        Layout(
            kind,
            opening.encoding,
            records=name_of(records),
            wrapper=_wrapper(values),
            packing=opening.content.packing,
            member=opening.content.member,
        )
    )


def _values(opening: Opening, kind: FileFormat) -> Iterator[Any]:
    """Return the first values of a file, those of a list at its top one by one."""
    if kind is FileFormat.JSONL:
        yield from (value for line in opening.lines if (value := _on_line(line)) is not None)
        return
    text = opening.text
    at = found.end() if (found := ASSIGNMENT.match(text)) else 0
    while (at := _next(text, at)) < len(text):
        value, end = _begun(text, at)
        yield from value if isinstance(value, list) else [value]
        if end <= at:
            return
        at = end


def _on_line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _next(text: str, at: int) -> int:
    """Return the place of the next character that is not space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _begun(text: str, at: int, depth: int = 0) -> tuple[Any, int]:
    """Read a value of which the end may be missing, and give where it ends.

    Objects and lists have what is complete of them, and end with the text then.
    """
    try:
        return _decode(text, at)
    except (ValueError, RecursionError):
        pass
    opened = text[at : at + 1]
    if opened not in ("{", "[") or depth > _DEEPEST_LIST:
        return None, len(text)
    pairs: dict[str, Any] = {}
    values: list[Any] = []
    at = _next(text, at + 1)
    while at < len(text):
        key = ""
        if opened == "{":
            key, at = _begun(text, at, depth + 1)
            at = _next(text, at)
            if not isinstance(key, str) or text[at : at + 1] != ":":
                break
            at = _next(text, at + 1)
        value, at = _begun(text, at, depth + 1)
        if value is None and at >= len(text):
            break
        pairs[key] = value
        values.append(value)
        at = _next(text, at)
        if text[at : at + 1] != ",":
            break
        at = _next(text, at + 1)
    return (pairs if opened == "{" else values), len(text)


def _has_text(value: Any, depth: int = 1) -> bool:
    """Whether an object has a text of its own, also in one within it."""
    if not isinstance(value, dict):
        return isinstance(value, str)
    return any(
        isinstance(each, str) and words_of(key) in _CERTAIN_NAMES for key, each in value.items()
    ) or (
        depth < _DEEPEST_TEXT
        and any(isinstance(each, dict) and _has_text(each, depth + 1) for each in value.values())
    )


def _path_to_list(values: Sequence[Any]) -> Path:
    """Return the keys that lead to a list of objects; none where the objects are at the top.

    Those that have texts go before others, what is less deep within before what is deeper.
    """
    lists = [
        (any(map(_has_text, found)), -len(path), len(found), path)
        for value in values
        for path, found in _lists(value)
    ]
    if not lists:
        return ()
    has_texts, _, _, path = max(lists)
    is_page = has_texts or not any(map(_has_text, values))
    return path if is_page and (has_texts or len(values) == 1) else ()


def _lists(value: Any, above: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    if not isinstance(value, dict) or len(above) >= _DEEPEST_LIST:
        return
    for key, each in value.items():
        if isinstance(each, list) and each and isinstance(each[0], dict):
            yield (*above, key), each
        else:
            yield from _lists(each, (*above, key))


def _wrapper(values: Sequence[Any]) -> str:
    """Return the one key that each object has; empty where they have more than one."""
    keys = {tuple(value) for value in values if isinstance(value, dict)}
    if len(keys) != 1:
        return ""
    (names,) = keys
    wrapped = len(names) == 1 and all(
        isinstance(value[names[0]], dict) for value in values if isinstance(value, dict)
    )
    return names[0] if wrapped else ""


def _read(content: Content, layout: Layout, header: Sequence[str] | None) -> JsonReader:
    return JsonReader(content, layout, header)


JSONL = Format(
    FileFormat.JSONL,
    Sentence("JSON lines"),
    (".jsonl", ".ndjson"),
    recognise=_is_lines,
    detect=_detect,
    read=_read,
    find_columns=find_columns,
    choices=frozenset({"encoding"}),
)
JSON = Format(
    FileFormat.JSON,
    Sentence("JSON"),
    (".json", "tweets.js", "tweet.js"),
    recognise=_is_json,
    detect=_detect,
    read=_read,
    find_columns=find_columns,
    choices=frozenset({"encoding"}),
)
