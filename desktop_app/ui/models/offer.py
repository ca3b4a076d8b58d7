"""The quiet line that offers a larger model to whoever uses the built-in one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop_app.models.catalogue import PUBLISHED
from desktop_app.models.shelf import Presence, ShelfEntry
from desktop_app.ui.models.shelf import ShelfController
from desktop_app.ui.sentences import filled
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.wording import data_size
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import LoadedModel
from desktop_app.workers.preferences import Preferences

_SUBJECT = "offer"


class DownloadOffer(QObject):
    """Made after an answer of the starter, and never again once it was declined.

    Nobody reads two notices at once: at the first start the offer waits until the welcome
    has been put away, and then for the next answer.

    The publisher of the larger model's adapter gives no figures, so none is promised here.
    """

    def __init__(
        self,
        shelf: ShelfController,
        notices: NoticeArea,
        inference: Inference,
        *,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._notices = notices
        self._preferences = preferences
        self._is_absent = False
        self._is_starter_in_use = False
        self._has_answered = False
        shelf.scanned.connect(self._scanned)
        inference.loaded.connect(self._loaded)
        preferences.changed.connect(self._fit)

    def _scanned(self, entries: Sequence[ShelfEntry]) -> None:
        published = [entry for entry in entries if entry.repositories == PUBLISHED.repositories]
        self._is_absent = any(
            entry.presence is Presence.ABSENT and not self._shelf.model.request(entry)
            for entry in published
        )
        self._fit()

    def _loaded(self, model: LoadedModel) -> None:
        self._is_starter_in_use = model.profile.is_starter
        self._fit()

    def note_answer(self) -> None:
        """Take notice of an answer."""
        if not self._has_answered and self._preferences.values.welcomed:
            self._has_answered = True
            self._fit()

    def _fit(self) -> None:
        is_declined = self._preferences.values.download_declined
        wanted = self._is_absent and self._is_starter_in_use and not is_declined
        if not wanted:
            self._notices.withdraw(_SUBJECT)
        elif self._has_answered and self._notices.notice(_SUBJECT) is None:
            words = filled(
                self.tr(
                    "You are using the small built-in model (right about 2 times in 3 on "
                    "TweetEval). {model} is 80 times larger and should be more accurate, though "
                    "the author of its adapter gives no figures; it needs a {size} download."
                ),
                model=PUBLISHED.name,
                size=data_size(PUBLISHED.download_bytes),
            )
            self._notices.say(
                _SUBJECT,
                words,
                self.tr("Download"),
                lambda: self._shelf.fetch(PUBLISHED.name, PUBLISHED.repositories),
                refusal=self.tr("Not now"),
                on_refusal=lambda: self._preferences.change(download_declined=True),
            )
