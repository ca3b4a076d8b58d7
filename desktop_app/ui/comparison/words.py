"""What a comparison of models says while it is being made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.classifier.profile import Profile
from desktop_app.models.comparison.values import ComparisonStage
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import model_name


def _tr(text: str) -> str:
    return QCoreApplication.translate("comparison", text)


def stage_words(profile: Profile, stage: ComparisonStage) -> str:
    """Say what is being done with one of the models."""
    return filled(
        {
            ComparisonStage.CONVERTING: _tr("Making {model} ready for this computer, once…"),
            ComparisonStage.LOADING: _tr("Loading {model}…"),
            ComparisonStage.ANSWERING: _tr("{model} answers…"),
        }[stage],
        model=model_name(profile.name),
    )
