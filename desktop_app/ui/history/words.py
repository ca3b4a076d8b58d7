"""How the history reads: its columns, and a record in each of them."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from desktop_app.classifier.profile import STARTER_NAME
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.filters import OrderBy
from desktop_app.history.records import Record, Source
from desktop_app.ui.wording import label_word, model_name, one_line, percent, time_of_day


class HistoryColumn(IntEnum):
    """The columns from left to right."""

    TIME = 0
    TEXT = 1
    LABEL = 2
    CONFIDENCE = 3
    CORRECTION = 4
    SOURCE = 5
    MODEL = 6


# The texts themselves have no order worth the index that it would take.
SORTED_BY = {
    HistoryColumn.TIME: OrderBy.TIME,
    HistoryColumn.LABEL: OrderBy.LABEL,
    HistoryColumn.CONFIDENCE: OrderBy.CONFIDENCE,
    HistoryColumn.CORRECTION: OrderBy.CORRECTION,
    HistoryColumn.SOURCE: OrderBy.SOURCE,
    HistoryColumn.MODEL: OrderBy.MODEL,
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("history_words", text)


def column_title(column: HistoryColumn) -> str:
    """Name a column."""
    return {
        HistoryColumn.TIME: _tr("Time"),
        HistoryColumn.TEXT: _tr("Text"),
        HistoryColumn.LABEL: _tr("Label"),
        HistoryColumn.CONFIDENCE: _tr("Confidence"),
        HistoryColumn.CORRECTION: _tr("Corrected"),
        HistoryColumn.SOURCE: _tr("Source"),
        HistoryColumn.MODEL: _tr("Model"),
    }[column]


def source_word(source: str) -> str:
    """Name where a text came from; one that this version does not know stays as it is."""
    known: dict[str, str] = {
        Source.TYPED: _tr("Typed"),
        Source.CLIPBOARD: _tr("Clipboard"),
        Source.FILE: _tr("File"),
    }
    return known.get(source, source)


def possible_words(column: HistoryColumn) -> list[str]:
    """Return what a column can say in the user's language, for how wide it has to be.

    The texts and the names of models can be of any length: none, and the starter's.
    """
    classes = [label_word(sentiment) for sentiment in Sentiment]
    return {
        # Months are words of different lengths.
        HistoryColumn.TIME: [
            time_of_day(datetime(2028, month, 28, 20).astimezone()) for month in range(1, 13)
        ],
        HistoryColumn.TEXT: [],
        HistoryColumn.LABEL: classes,
        HistoryColumn.CONFIDENCE: [percent(0), percent(0.88), percent(1)],
        HistoryColumn.CORRECTION: classes,
        HistoryColumn.SOURCE: [source_word(source) for source in Source],
        HistoryColumn.MODEL: [model_name(STARTER_NAME)],
    }[column]


def words(record: Record, column: HistoryColumn) -> str:
    """Put what a column says of a record into words, on one line."""
    said = ""
    match column:
        case HistoryColumn.TIME:
            said = time_of_day(record.time)
        case HistoryColumn.TEXT:
            said = one_line(record.text)
        case HistoryColumn.LABEL:
            said = label_word(record.prediction.label)
        case HistoryColumn.CONFIDENCE:
            said = percent(record.prediction.confidence)
        case HistoryColumn.CORRECTION if record.correction is not None:
            said = label_word(record.correction)
        case HistoryColumn.SOURCE:
            said = source_word(record.source)
        case HistoryColumn.MODEL:
            said = model_name(record.model)
    return said
