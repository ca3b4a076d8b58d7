"""What a person is told at the first start: what runs where, and what is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from desktop_app.ui.sentences import filled
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.workers.preferences import Preferences

_SUBJECT = "welcome"


class Welcome(QObject):
    """Three sentences above the text, until they are put away; then never again."""

    def __init__(
        self,
        notices: NoticeArea,
        history: Path | None,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        """Say nothing yet.

        Args:
            notices: are given the sentences.
            history: where answers are kept; None where they cannot be, which is said elsewhere.
            preferences: remember whether the sentences were put away.
            parent: owns this.
        """
        super().__init__(parent)
        self._notices = notices
        self._history = history
        self._preferences = preferences

    def begin(self) -> None:
        """Say what is to be known, unless it was read."""
        if self._preferences.values.welcomed:
            return
        sentences = [
            self.tr(
                "Your texts stay on this computer: Valence sends them nowhere, and downloads only "
                "the models that you ask for."
            ),
            self.tr(
                "The small starter model that came with it answers; “Manage models…” in the Model "
                "menu has larger ones."
            ),
        ]
        if self._history is not None:
            kept = filled(
                self.tr(
                    "Answers are kept with their texts in {folder}; “Private mode” in the History "
                    "menu keeps none."
                ),
                folder=str(self._history.parent),
            )
            sentences.append(kept)
        self._notices.say(
            _SUBJECT,
            "\n".join(sentences),
            refusal=self.tr("Got it"),
            on_refusal=lambda: self._preferences.change(welcomed=True),
        )
