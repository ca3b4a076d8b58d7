"""Text in, ``Prediction`` out: what Python programs use of Valence.

What is named in ``__all__`` can be imported from here and stays as it is; the modules below may
change. Nothing is loaded before it is used: importing this package takes no time, and no model
library comes with it. No Qt in here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

# Before any module of this package can import a model library.
from desktop_app.classifier import library_settings as library_settings

if TYPE_CHECKING:
    from desktop_app.classifier.classifier import SentimentClassifier
    from desktop_app.classifier.predicting import predict_sentiment
    from desktop_app.classifier.profile import Profile
    from desktop_app.classifier.sentiment import Prediction, Sentiment

__all__ = ["Prediction", "Profile", "Sentiment", "SentimentClassifier", "predict_sentiment"]

_MODULES = {
    "Prediction": "desktop_app.classifier.sentiment",
    "Profile": "desktop_app.classifier.profile",
    "Sentiment": "desktop_app.classifier.sentiment",
    "SentimentClassifier": "desktop_app.classifier.classifier",
    "predict_sentiment": "desktop_app.classifier.predicting",
}


if not TYPE_CHECKING:
    # Type checkers would take every name for one that it gives.
    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
