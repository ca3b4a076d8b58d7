"""The words that columns and labels are named by, in the data sets that people have."""

from __future__ import annotations

import re

from desktop_app.classifier.sentiment import Sentiment

_WORD_BORDER = re.compile(r"[\W_]+|(?<=[a-z0-9])(?=[A-Z])")

TEXT_NAMES = frozenset(
    {
        *("text", "tweet", "tweets", "full text", "tweet text", "content", "tweet content"),
        *("message", "body", "comment", "review", "post", "sentence", "selected text"),
        *("review text", "comment text", "rendered content", "description", "caption"),
    }
)
# What other things than the texts themselves are called as well.
VAGUE_TEXT_NAMES = frozenset({"description", "caption"})

DATE_NAMES = frozenset(
    {
        *("date", "created at", "created", "time", "timestamp", "datetime", "date time"),
        *("posted at", "posted", "published", "published at", "tweet created", "tweet date"),
        *("created utc", "time stamp", "day"),
    }
)
ID_NAMES = frozenset(
    {*("id", "tweet id", "id str", "ids", "status id", "text id", "uid", "message id", "post id")}
)
GOLD_NAMES = frozenset(
    {
        *("gold", "gold label", "label", "labels", "sentiment", "airline sentiment", "target"),
        *("polarity", "class", "true label", "annotation", "sentiment label", "y"),
    }
)
KNOWN_NAMES = TEXT_NAMES | DATE_NAMES | ID_NAMES | GOLD_NAMES

LABEL_WORDS = {
    "negative": Sentiment.NEGATIVE,
    "neg": Sentiment.NEGATIVE,
    "neutral": Sentiment.NEUTRAL,
    "neu": Sentiment.NEUTRAL,
    "positive": Sentiment.POSITIVE,
    "pos": Sentiment.POSITIVE,
}


def words_of(name: str) -> str:
    """Bring a column's name into the form of the lists: ``createdAt`` to ``created at``."""
    return " ".join(_WORD_BORDER.sub(" ", name).casefold().split())
