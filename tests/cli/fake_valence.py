"""``valence`` with a model that needs no loading: ``python -m tests.cli.fake_valence``."""

from __future__ import annotations

import sys
from unittest import mock

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import Profile
from desktop_app.cli import main
from tests.fakes import fake_classifier


def _load(profile: Profile, **_options: object) -> SentimentClassifier:
    return fake_classifier(profile=profile)


if __name__ == "__main__":
    with mock.patch.object(SentimentClassifier, "load", _load):
        sys.exit(main())
