"""What stands below a table and is none of its rows: totals, counts, and where it comes from."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence
from desktop_app.tabular.values import Value, as_text

# Notes of more lines than these are none.
_MOST_LINES = 10

_TOTAL = re.compile(
    r"(?:grand |sub)?totals?(?: (?:of|rows|records|tweets|mentions|posts|comments|count|results|"
    r"number|messages))*(?:\s*[:=,]?\s*\d[\d.,]*(?: \w+)?|\s*:)?"
    r"|(?:summe|gesamt|insgesamt|totale?|total général|somme|suma|razem|toplam|итого|合計)\s*:?"
    r"(?:\s*\d[\d.,]*(?: \w+)?)?"
    r"|\(?\d[\d.,]* (?:rows?|records?|tweets|results?|mentions|posts|items)\b[^.!?]{0,20}\)?"
    r"|(?:number of )?(?:rows|records|tweets|results|mentions|posts|items)\s*[:=]\s*\d[\d.,]*",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"(?:source|generated|exported|created|downloaded|extracted|report|copyright|powered|quelle|"
    r"erstellt|exportiert|page \d|end of (?:the )?(?:file|report|data|table|export))\b.{0,120}"
    r"|[©#].{0,120}|-{2,}.{0,120}|={2,}.{0,120}|\*{2,}.{0,120}",
    re.IGNORECASE,
)


def without_notes(rows: Iterable[DocumentRow | BadRow]) -> Iterator[DocumentRow | BadRow]:
    """Return rows, and for those at the end that are notes, bad ones."""
    last: deque[DocumentRow | BadRow] = deque()
    for row in rows:
        last.append(row)
        if len(last) > _MOST_LINES:
            yield last.popleft()
    end = len(last)
    while end and is_note(last[end - 1].values):
        end -= 1
    for place, row in enumerate(last):
        if place < end or isinstance(row, BadRow):
            yield row
        else:
            reason = Sentence("it is a note below the table")
            yield BadRow(row.number, row.line, reason, row.values)


def is_note(values: Sequence[Value]) -> bool:
    """Whether a row at the end of a table is none of it."""
    filled = [text for value in values if (text := as_text(value).strip())]
    if not filled:
        return False
    if _TOTAL.fullmatch(filled[0]):
        return True
    is_alone = len(filled) == 1 < len(values) and bool(as_text(values[0]).strip())
    return is_alone and _ORIGIN.fullmatch(filled[0]) is not None
