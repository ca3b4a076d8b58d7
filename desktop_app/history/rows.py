"""Between the values that the history returns and the rows that SQLite keeps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history.records import Record

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# What ``record`` reads, for a statement that joins record and profile; %s is the text.
RECORD_COLUMNS = """
    record.id, time, %s, label, negative, neutral, positive, confidence, truncated, source,
    milliseconds, profile.name, profile.json, correction, corrected, job, row, posted, gold
"""


def microseconds(time: datetime) -> int:
    """Return the microseconds since 1970 in UTC; negative before."""
    return (time - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """Return the time, in UTC, of microseconds since 1970."""
    return _EPOCH + stored * _MICROSECOND


def text_bytes(text: str) -> bytes:
    """Return the bytes stored for a text: half an emoji is not UTF-8, and sqlite3 would refuse it.

    It goes in as ``CAST(? AS TEXT)``.
    """
    return text.encode("utf-8", "surrogatepass")


def record(row: tuple[Any, ...]) -> Record:
    """Make a record of the columns ``RECORD_COLUMNS``."""
    number, time, text, label, negative, neutral, positive, confidence, truncated, *rest = row
    source, milliseconds, model, profile, correction, corrected, job, file_row, posted, gold = rest
    return Record(
        id=number,
        time=moment(time),
        text=text,
        prediction=Prediction(
            label=Sentiment(label),
            probabilities=(negative, neutral, positive),
            confidence=confidence,
            truncated=bool(truncated),
        ),
        source=source,
        milliseconds=milliseconds,
        model=model,
        profile=_profile_values(profile),
        correction=None if correction is None else Sentiment(correction),
        corrected=None if corrected is None else moment(corrected),
        job=job,
        row=file_row,
        posted=None if posted is None else moment(posted),
        gold=None if gold is None else Sentiment(gold),
    )


@lru_cache(maxsize=64)
def _profile_values(stored: str) -> Mapping[str, Any]:
    """Read a profile once for the thousands of answers that it gave."""
    values: dict[str, Any] = json.loads(stored)
    return MappingProxyType(values)


def profile_number(connection: sqlite3.Connection, name: str, values: Mapping[str, Any]) -> int:
    """Return the number of a profile, which is stored if it is new."""
    encoded = json.dumps(dict(values), sort_keys=True)
    connection.execute(
        "INSERT INTO profile (name, json) VALUES (?, ?) ON CONFLICT (json) DO NOTHING",
        (name, encoded),
    )
    (number,) = connection.execute("SELECT id FROM profile WHERE json = ?", (encoded,)).fetchone()
    return int(number)


def insert(
    connection: sqlite3.Connection,
    *,
    time: datetime,
    text: str,
    prediction: Prediction,
    source: str,
    milliseconds: float,
    profile: int,
    job: int | None = None,
    row: int | None = None,
    posted: datetime | None = None,
    gold: Sentiment | None = None,
) -> int:
    """Store an answer and return its id."""
    cursor = connection.execute(
        """
        INSERT INTO record (time, text, label, negative, neutral, positive, confidence, truncated,
                            source, milliseconds, profile, job, row, posted, gold)
        VALUES (?, CAST(? AS TEXT), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            microseconds(time),
            text_bytes(text),
            int(prediction.label),
            *prediction.probabilities,
            prediction.confidence,
            int(prediction.truncated),
            str(source),
            milliseconds,
            profile,
            job,
            row,
            None if posted is None else microseconds(posted),
            None if gold is None else int(gold),
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid
