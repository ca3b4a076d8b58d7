"""The quiet offer to fine-tune on corrections, once there are enough of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.training.corrections import FEWEST
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.wording import count

OFFER = "training offer"


class CorrectionOffer(QObject):
    """Offers at twenty corrections, and again whenever there are twenty more."""

    def __init__(
        self,
        notices: NoticeArea,
        accept: Callable[[], None],
        remember: Callable[[int], None],
        parent: QObject | None = None,
    ) -> None:
        """Call ``accept`` when it is taken up, and ``remember`` with the number it was made at."""
        super().__init__(parent)
        self._notices = notices
        self._accept = accept
        self._remember = remember
        self._offered_at = 0

    def begin(self, offered_at: int) -> None:
        """Take up the number at which the last offer was made."""
        self._offered_at = offered_at

    def consider(self, corrections: int) -> None:
        """Offer, or bring the offer that is up to date, or do nothing."""
        is_up = self._notices.notice(OFFER) is not None
        if corrections < FEWEST:
            self._notices.withdraw(OFFER)
        elif is_up or corrections >= self._offered_at + FEWEST:
            if not is_up:
                self._offered_at = corrections
                self._remember(corrections)
            said = self.tr(
                "You have %1 corrections. Fine-tune on them? You see how long it takes before it "
                "starts, and your current model stays."
            )
            self._notices.say(
                OFFER, said.replace("%1", count(corrections)), self.tr("Look"), self._accept
            )
