"""What a cell can hold, and how it reads as text."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any, Literal

_SURROGATE = re.compile("[\ud800-\udfff]")


class Missing(Enum):
    """Tells a key that a JSON object does not have from one that is null."""

    MISSING = "missing"


MISSING: Literal[Missing.MISSING] = Missing.MISSING


class UnstoredResult(str):
    """Stands for what a formula would give: the program that wrote it has not calculated it."""

    __slots__ = ()


# What spreadsheet programs show where a formula gives no value, in their languages.
_ERROR = re.compile(
    r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!|SPILL!|CALC!|FIELD!|ERROR!|GETTING_DATA"
    r"|BEZUG!|WERT!|ZAHL!|NV|NOM\s?\?|VALEUR!|NOMBRE!|NOMBRE\?|¿NOMBRE\?|VALOR!|NOME\?)"
    r"|Err:\d{3}"
)

# Lists and dictionaries come from JSON, dates and durations from workbooks.
Value = (
    str
    | int
    | float
    | bool
    | datetime
    | date
    | time
    | timedelta
    | list[Any]
    | dict[str, Any]
    | Missing
    | None
)


def as_text(value: Value) -> str:
    """Return a cell as text: JSON for what is nested, ISO 8601 for dates, empty for no value."""
    match value:
        case str():
            return value
        case None | Missing.MISSING:
            return ""
        case date() | time():
            return value.isoformat()
        case bool():
            return "true" if value else "false"
        case int() | float() | timedelta():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def as_utf_8(text: str) -> bytes:
    """Encode text; lone surrogates, which UTF-8 cannot write, become U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return without_surrogates(text).encode()


def is_error(text: str) -> bool:
    """Whether a cell has no text but the error that a spreadsheet program shows instead."""
    return text[:1] in ("#", "E") and _ERROR.fullmatch(text.strip()) is not None


def without_surrogates(text: str) -> str:
    """Join surrogate pairs and replace lone surrogates, which no encoding can write, by U+FFFD."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
