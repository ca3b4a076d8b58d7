"""Live mode: the text is classified while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop_app.ui.answer.asking import AskingController
from desktop_app.ui.answer.result_card import ResultCard
from desktop_app.ui.answer.text_pane import TextPane
from desktop_app.workers.inference_thread import Inference

# Longer than the gap between two keys of most people, short enough to feel immediate.
_PAUSE_MS = 300

# What is longer is no tweet that is being typed; copying it out at each key would be felt.
_MOST_CHARACTERS = 20_000


class LiveTypingController(QObject):
    """Asks after each pause. One question is under way at most; the newest text waits for it.

    A text that has been submitted is not asked about again. Live answers are not kept: what goes
    into the history is decided by Classify.
    """

    def __init__(
        self,
        pane: TextPane,
        card: ResultCard,
        inference: Inference,
        asking: AskingController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pane = pane
        self._card = card
        self._asking = asking
        self._is_asking = False
        self._stale = False
        self._model_ready = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        pane.edit.textChanged.connect(self._typed)
        pane.live.toggled.connect(self._typed)
        pane.submitted.connect(self._rest)
        pane.lines_submitted.connect(self._rest)
        inference.loading.connect(self._model_goes)
        inference.loaded.connect(self._model_comes)

    def rest(self) -> None:
        """Let the text that stands there now be: it has its answer, or gets it otherwise."""
        self._pause.stop()
        self._stale = False

    def _rest(self, _submitted: object) -> None:
        self.rest()

    def _typed(self) -> None:
        if self._pane.is_live:
            self._pause.start()
        else:
            self.rest()

    def _ask(self) -> None:
        if self._is_asking or not self._model_ready:
            self._stale = True
            return
        self._stale = False
        if self._pane.edit.document().characterCount() > _MOST_CHARACTERS:
            return
        text = self._pane.edit.toPlainText()
        if text.strip():
            self._is_asking = True
            self._asking.preview(text, self._ended)
        else:
            self._asking.show_elsewhere()
            self._card.show_nothing()

    def _ended(self) -> None:
        self._is_asking = False
        self._ask_if_stale()

    def _model_goes(self) -> None:
        self._model_ready = False

    def _model_comes(self) -> None:
        self._model_ready = True
        self._ask_if_stale()

    def _ask_if_stale(self) -> None:
        if self._stale and self._pane.is_live:
            self._ask()
