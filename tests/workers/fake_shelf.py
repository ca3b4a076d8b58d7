"""Models written by hand, in the place of those on the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.errors import ModelNotFoundError
from desktop_app.classifier.profile import Profile
from tests.fakes import FakeEngine, fake_classifier

Until = Callable[[Callable[[], bool]], None]

STARTER = Profile.starter()
OTHER = Profile(base="/models/other")
MISSING = Profile(base="/models/missing")


class Shelf:
    """Loads fakes, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.engines: dict[str, list[FakeEngine]] = {}
        self.threads: set[int] = set()
        self.failures: dict[str, Exception] = {
            MISSING.name: ModelNotFoundError("missing is not there.", hint="Choose another.")
        }
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def load(self, profile: Profile) -> SentimentClassifier:
        self.threads.add(threading.get_ident())
        self.entered.set()
        self.gate.wait()
        if failure := self.failures.get(profile.name):
            raise failure
        engine = FakeEngine()
        self.engines.setdefault(profile.name, []).append(engine)
        return fake_classifier(engine, profile)

    def engine(self, profile: Profile) -> FakeEngine:
        return self.engines[profile.name][-1]
