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


def without_surrogates(text: str) -> str:
    """Join surrogate pairs and replace lone surrogates, which no encoding can write, by U+FFFD."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
