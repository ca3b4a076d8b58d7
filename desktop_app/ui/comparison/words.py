"""What a comparison of models says while it is being made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.classifier.profile import Profile
from desktop_app.models.comparison.values import Stage
from desktop_app.ui.wording import model_name


def _tr(text: str) -> str:
    return QCoreApplication.translate("comparison", text)


def stage_words(profile: Profile, stage: Stage) -> str:
    """Say what is being done with one of the models."""
    said = {
        Stage.CONVERTING: _tr("Making %1 ready for this computer, once…"),
        Stage.LOADING: _tr("Loading %1…"),
        Stage.ANSWERING: _tr("%1 answers…"),
    }[stage]
    return said.replace("%1", model_name(profile.name))
