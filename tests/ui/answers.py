"""Answers to put into a history."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history.records import Answer, Source

POSITIVE = Prediction(Sentiment.POSITIVE, (0.01, 0.05, 0.94), 0.94)
NEUTRAL = Prediction(Sentiment.NEUTRAL, (0.2, 0.6, 0.2), 0.6)
NEGATIVE = Prediction(Sentiment.NEGATIVE, (0.88, 0.1, 0.02), 0.88, truncated=True)


def answer(text: str, prediction: Prediction = POSITIVE) -> Answer:
    """Give an answer of the starter model, of now."""
    return Answer(datetime.now(UTC), text, prediction, Source.TYPED, 12.0, Profile.starter())
