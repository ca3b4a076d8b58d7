"""What a person says is right, kept beside what the model said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.errors import UserError
from desktop_app.history.corrections import write_tweeteval
from desktop_app.history.filters import Filter
from desktop_app.history.records import Record
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.keeping import TROUBLE, UNDO
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.history.undo import UndoList
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.wording import label_word
from desktop_app.workers.jobs import Failure
from desktop_app.workers.store_thread import StoreTask, StoreThread

# So many take some tens of milliseconds; more are stored beside the window.
_AT_ONCE = 500

_Corrections = Mapping[int, Sentiment | None]


class CorrectingController(QObject):
    """Stores corrections, counts them, and writes them for the trainer."""

    counted = Signal(int)  # corrected answers in all, after each change
    corrected = Signal(object)  # what now holds for each id that has changed

    def __init__(
        self,
        store: HistoryStore,
        thread: StoreThread,
        model: HistoryTableModel,
        *,
        notices: NoticeArea,
        undo: UndoList,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._thread = thread
        self._model = model
        self._notices = notices
        self._undo = undo

    def correct(self, ids: Sequence[int], right: Sentiment | None) -> None:
        """Say what is right for some answers, or None to take that back."""
        self._carry_out(dict.fromkeys(ids, right), lambda before, n: self._say(right, before, n))

    def export(self, window: QWidget) -> None:
        """Ask for a folder and write all corrections into it."""
        folder = QFileDialog.getExistingDirectory(window, self.tr("Folder for the corrections"))
        if folder:
            self.write(Path(folder))

    def write(self, folder: Path) -> None:
        """Write all corrections into a folder, as the trainer reads them."""

        def work(store: HistoryStore, task: StoreTask) -> int:
            def corrected() -> Iterator[Record]:
                for record in store.iterate(Filter(corrected=True)):
                    task.check()
                    yield record

            return write_tweeteval(corrected(), folder)

        self._thread.run(
            work, done=lambda number: self._written(number, folder), failed=self._report
        )

    def _carry_out(self, wanted: _Corrections, then: Callable[[_Corrections, int], None]) -> None:
        def done(result: tuple[_Corrections, int]) -> None:
            before, number = result
            self._model.changed(before)
            self.corrected.emit({key: wanted[key] for key in before})
            self.counted.emit(number)
            then(before, number)

        if len(wanted) > _AT_ONCE:
            self._thread.run(
                lambda store, _: _correct(store, wanted), done=done, failed=self._report
            )
            return
        try:
            result = _correct(self._store, wanted)
        except UserError as error:
            self._report(error)
        else:
            done(result)

    def _say(self, right: Sentiment | None, before: _Corrections, number: int) -> None:
        changed = {key: old for key, old in before.items() if old != right}
        if changed:
            self._undo.add(lambda: self._take_back(changed))
            said = self._said(right, len(changed), number)
            self._notices.say(UNDO, said, self.tr("Undo"), self._undo.undo)

    def _take_back(self, before: _Corrections) -> None:
        self._carry_out(before, lambda *_: self._notices.withdraw(UNDO))

    def _said(self, right: Sentiment | None, changed: int, number: int) -> str:
        if right is None:
            return self.tr("Took %Ln corrections back.", "", changed)
        return filled(
            self.tr("Corrected %Ln answers to {label} ({corrections} so far).", "", changed),
            label=label_word(right),
            corrections=self.tr("%Ln corrections", "", number),
        )

    def _written(self, number: int, folder: Path) -> None:
        self._notices.say(
            "corrections",
            filled(
                self.tr(
                    "Wrote %Ln corrected texts to {folder}, in TweetEval's layout.", "", number
                ),
                folder=str(folder),
            ),
        )

    def _report(self, trouble: UserError | Failure) -> None:
        self._notices.say(TROUBLE, trouble_words(trouble))


def _correct(store: HistoryStore, corrections: _Corrections) -> tuple[_Corrections, int]:
    return store.correct(corrections), store.corrections()
