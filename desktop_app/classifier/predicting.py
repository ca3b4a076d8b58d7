"""One text in, one answer out, with a model that is loaded once and kept."""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import TYPE_CHECKING

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction

if TYPE_CHECKING:
    from desktop_app.classifier.classifier import SentimentClassifier


class _Kept:
    """A model, from its first question to the end of the process; one question at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._classifier: SentimentClassifier | None = None

    def predict(self, text: str, profile: Profile) -> Prediction:
        from desktop_app.classifier.classifier import SentimentClassifier

        with self._lock:
            if self._classifier is None:
                self._classifier = SentimentClassifier.load(profile)
            return self._classifier.classify_one(text)


_kept: defaultdict[Profile, _Kept] = defaultdict(_Kept)
_looking = threading.Lock()


def predict_sentiment(text: str, profile: Profile | None = None) -> Prediction:
    """Classify one text.

    The model of a profile is loaded at the first call, which takes a second or, where it has to be
    fetched or converted first, minutes. It then stays in memory until the process ends;
    ``SentimentClassifier.load`` gives one that can be closed, and that answers many texts together,
    which is many times quicker.

    Threads may call this at once: those that ask the same model wait for each other.

    Args:
        text: as typed, pasted or read.
        profile: the model; by default the starter, which comes with Valence.

    Raises:
        EmptyTextError: nothing is left of the text after cleaning.
        TypeError: it is no text.
        UserError: the model cannot be loaded: another of ``desktop_app.classifier.errors``. The
            next call tries again.
    """
    profile = profile or Profile.starter()
    with _looking:
        kept = _kept[profile]
    return kept.predict(text, profile)
