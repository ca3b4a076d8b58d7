"""When a text was posted, as files say it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from desktop_app.tabular.values import Value, as_text

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Twitter's API, version 1.1. `strptime` reads the names in the user's language only.
_TWITTER = re.compile(
    r"[A-Za-z]{3} ([A-Za-z]{3}) (\d\d?) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d) (\d{4})"
)
_EPOCH = re.compile(r"\d{9,16}(?:\.\d+)?", re.ASCII)

# Counts of seconds end and those of milliseconds and microseconds begin here: seconds reach the
# year 5138, milliseconds go back to 1973.
_SECONDS_BELOW = 1e11
_MILLISECONDS_BELOW = 1e14


def parse_date(value: Value) -> datetime | None:
    """Read a point in time, in UTC; None if it is none.

    Known are dates of workbooks, ISO 8601 (also with a space for the T), Twitter's
    ``Wed Oct 10 20:19:24 +0000 2018``, and seconds, milliseconds or microseconds since 1970, of
    which those of before 1973 are taken for other numbers. What names no time zone is in UTC.
    """
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    text = as_text(value).strip()
    try:
        if _EPOCH.fullmatch(text):
            return _from_epoch(float(text))
        if found := _TWITTER.fullmatch(text):
            return _from_twitter(found)
        # Before any other check: it knows basic and extended format, weeks and fractions.
        return _in_utc(datetime.fromisoformat(text.removesuffix(" UTC")))
    except (ValueError, OverflowError):
        return None


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment


def _from_epoch(count: float) -> datetime:
    if count >= _MILLISECONDS_BELOW:
        count /= 1e6
    elif count >= _SECONDS_BELOW:
        count /= 1e3
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=count)


def _from_twitter(found: re.Match[str]) -> datetime:
    month, day, hour, minute, second, sign, zone_hours, zone_minutes, year = found.groups()
    offset = timedelta(hours=int(zone_hours), minutes=int(zone_minutes))
    return datetime(
        int(year),
        _MONTHS.index(month.casefold()) + 1,
        int(day),
        int(hour),
        int(minute),
        int(second),
        tzinfo=timezone(-offset if sign == "-" else offset),
    ).astimezone(UTC)
