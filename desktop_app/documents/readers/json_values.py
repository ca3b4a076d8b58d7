"""The values of a JSON file one after the other, however many there are and however they stand."""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from desktop_app.documents.content import Content
from desktop_app.documents.readers.lines import LONGEST_LINE, Lines, needs_repair, repair
from desktop_app.sentences import Sentence
from desktop_app.tabular.values import without_surrogates

_CHUNK = 2**20
_LONGEST_VALUE = LONGEST_LINE

# How many characters of a literal or an escape may be cut off where what was read so far ends.
_CUT = 16

_NO_SPACE = re.compile(r"[^ \t\r\n]")
# What a script has before the value, as in the archives of Twitter: `window.YTD.tweets.part0 = `.
ASSIGNMENT = re.compile(r"\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w.$]*\s*=\s*(?=[\[{])")

NOT_JSON = Sentence("it is not JSON")
TOO_LONG = Sentence("it is longer than 16 MB")


class FoundValue(NamedTuple):
    """A value in a file.

    Attributes:
        line: on which it begins, counted from 1.
        value: as Python has it; or what is wrong, as the end of a sentence.
        damaged: whether bytes that are not UTF-8 were read as Windows-1252.
    """

    line: int
    value: Any
    damaged: bool = False


def parsed(text: str) -> Any:
    """Read one value.

    Raises:
        ValueError: it is not JSON.
        RecursionError: it nests too deep.
    """
    value = _DECODER.decode(text)
    return _clean(value) if "\\u" in text else value


class ValuesOnLines:
    """Iterates over the values of JSON Lines, one on each line that is not blank."""

    def __init__(self, content: Content, encoding: str) -> None:
        self._lines = Lines(content, encoding, "\n")

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._lines.fraction

    def __iter__(self) -> Iterator[FoundValue]:
        lines = self._lines
        for line in lines:
            if lines.too_long:
                lines.too_long = False
                yield FoundValue(lines.count, TOO_LONG)
            elif not line.isspace():
                damaged = needs_repair(line)
                try:
                    value = parsed(repair(line) if damaged else line)
                except (ValueError, RecursionError):
                    value = NOT_JSON
                yield FoundValue(lines.count, value, damaged)

    def close(self) -> None:
        """Close the file."""
        self._lines.close()


class ValuesInText:
    """Iterates over values that stand behind each other, in a list, or in one within objects.

    Lists are not held in the memory, only the value at hand is.
    """

    def __init__(self, content: Content, encoding: str, keys: tuple[str, ...] = ()) -> None:
        """Open a file.

        Args:
            content: of it.
            encoding: of its text.
            keys: where a value at the top is an object, those that lead to its list; by default
                such an object is itself what is looked for.
        """
        self._opened = content.open()
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        self._stream = io.TextIOWrapper(self._opened.stream, encoding, errors, "")
        self._keys = keys
        self._text = ""
        self._begin = self._at = 0
        self._line = 1
        self._counted = 0
        self._ended = False

    @property
    def fraction(self) -> float:
        """How much of the file was read, 0 to 1."""
        return self._opened.fraction

    def __iter__(self) -> Iterator[FoundValue]:
        self._fill()
        self._text = self._text.removeprefix("\ufeff")
        try:
            while character := self._next():
                if found := ASSIGNMENT.match(self._text, self._at):
                    self._at = found.end()
                elif character in ";,":
                    self._at += 1
                elif character == "[":
                    yield from self._list(self._keys)
                elif character == "{" and self._keys:
                    yield from self._within(self._keys)
                else:
                    yield self._value()
        except (ValueError, RecursionError):
            reason = Sentence("it is not JSON, and what follows it cannot be read")
            yield FoundValue(self._line_here(), reason)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
        self._opened.close()

    def _list(self, keys: tuple[str, ...] = ()) -> Iterator[FoundValue]:
        """Return the values of a list, or of those that keys lead to within its objects."""
        self._at += 1
        before: str | None = None
        while (character := self._next()) != "]":
            if character == ",":
                self._at += 1
                continue
            if keys and character == "{":
                yield from self._within(keys)
                continue
            if before is None:
                before = self._text[: self._at].rpartition("\n")[2]
            try:
                yield self._value()
            except (ValueError, RecursionError):
                line = self._line_here()
                if before.strip() or character != "{" or not self._go_on_after("\n" + before + "{"):
                    raise
                yield FoundValue(line, NOT_JSON)
        self._at += 1

    def _go_on_after(self, sign: str) -> bool:
        """Go to the next value, which begins on a line of its own; False if there is none."""
        while (found := self._text.find(sign, self._at + 1)) < 0:
            if len(self._text) - self._at > _LONGEST_VALUE or not self._fill():
                return False
        self._at = found + len(sign) - 1
        return True

    def _within(self, keys: tuple[str, ...]) -> Iterator[FoundValue]:
        """Return the values of the list that keys lead to, and pass over the rest of an object."""
        self._at += 1
        while (character := self._next()) != "}":
            if character == ",":
                self._at += 1
                continue
            key = self._decoded()
            if self._next() != ":":
                raise ValueError("a key without a value")
            self._at += 1
            begins = self._next()
            if key != keys[0]:
                self._decoded()
            elif len(keys) > 1 and begins == "{":
                yield from self._within(keys[1:])
            elif len(keys) == 1 and begins == "[":
                yield from self._list()
            else:
                self._decoded()
        self._at += 1

    def _value(self) -> FoundValue:
        line = self._line_here()
        value = self._decoded()
        text = self._text[self._begin : self._at]
        if needs_repair(text):
            return FoundValue(line, parsed(repair(text)), damaged=True)
        return FoundValue(line, _clean(value) if "\\u" in text else value)

    def _next(self) -> str:
        """Pass over space, and give the character behind it; none at the end of the file."""
        while True:
            if (found := _NO_SPACE.search(self._text, self._at)) is not None:
                self._at = found.start()
                return found.group()
            self._at = len(self._text)
            if not self._fill():
                return ""

    def _decoded(self) -> Any:
        """Read the value that begins here, and go behind it.

        Raises:
            ValueError: there is none.
        """
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos > len(self._text) - _CUT
                if not cut or len(self._text) - self._at > _LONGEST_VALUE or not self._fill():
                    raise
            else:
                # A number may go on.
                if end < len(self._text) or not self._fill():
                    self._begin, self._at = self._at, end
                    return value

    def _fill(self) -> bool:
        """Read on; False at the end of the file."""
        # As much again as there is, so that a long value is not read from its start too often.
        piece = self._stream.read(max(_CHUNK, len(self._text) - self._at))
        if not piece:
            return False
        self._line_here()
        self._text = self._text[self._at :] + piece
        self._begin = self._at = self._counted = 0
        return True

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line


def _number(digits: str) -> float | str:
    """Read a number; one beyond all floats stays text, as JSON could not write it again."""
    number = float(digits)
    return number if math.isfinite(number) else digits


# What JSON has no word for is no value.
_DECODER = json.JSONDecoder(parse_float=_number, parse_constant=lambda _: None)


def _clean(value: Any) -> Any:
    r"""Repair strings with lone surrogates, which only ``\uXXXX`` can bring in."""
    match value:
        case str():
            return without_surrogates(value)
        case list():
            return [_clean(each) for each in value]
        case dict():
            return {without_surrogates(key): _clean(each) for key, each in value.items()}
        case _:
            return value
