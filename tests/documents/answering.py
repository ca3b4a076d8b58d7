"""Answers for tests, without a model."""

from __future__ import annotations

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.documents.answers import RowAnswer


def answer(number: int, label: Sentiment = Sentiment.POSITIVE, model: str = "m") -> RowAnswer:
    """Give an answer with probabilities that sum to one after rounding, too."""
    probabilities = [0.125, 0.125, 0.125]
    probabilities[label] = 0.75
    negative, neutral, positive = probabilities
    return RowAnswer(number, Prediction(label, (negative, neutral, positive), 0.75), model)
