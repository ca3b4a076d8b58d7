"""The quiet offer to fine-tune on corrections, once there are enough of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.training.corrections import FEWEST
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.workers.preferences import Preferences

OFFER = "training offer"


class CorrectionOffer(QObject):
    """Offers at twenty corrections, and again whenever there are twenty more."""

    def __init__(
        self,
        notices: NoticeArea,
        accept: Callable[[], None],
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        """Call ``accept`` when it is taken up; the preferences remember when it was made."""
        super().__init__(parent)
        self._notices = notices
        self._accept = accept
        self._preferences = preferences

    def consider(self, corrections: int) -> None:
        """Offer, or bring the offer that is up to date, or do nothing."""
        offered_at = self._preferences.values.offered_corrections
        is_up = self._notices.notice(OFFER) is not None
        if corrections < FEWEST:
            self._notices.withdraw(OFFER)
        elif is_up or corrections >= offered_at + FEWEST:
            if not is_up:
                self._preferences.change(offered_corrections=corrections)
            said = self.tr(
                "You have %Ln corrections. Fine-tune on them? You see how long it takes before it "
                "starts, and your current model stays.",
                "",
                corrections,
            )
            self._notices.say(OFFER, said, self.tr("Look"), self._accept)
