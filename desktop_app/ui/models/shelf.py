"""Between the shelf, the downloads and the window: what is fetched, used, deleted, and said."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.classifier.hub.access import hub_cache_folder
from desktop_app.classifier.profile import Profile
from desktop_app.models.hub_cache import CachedRepository, purge_removed
from desktop_app.models.hub_environment import HubEnvironment, hub_variables
from desktop_app.models.progress import DownloadProgress
from desktop_app.models.remembered import DownloadRequest, Remembered
from desktop_app.models.shelf import (
    Kind,
    ShelfEntry,
    is_hub_id,
    missing_repositories,
    model_folder,
    shelf,
)
from desktop_app.ui.models.download_bar import DownloadBar
from desktop_app.ui.models.shelf_dialog import ShelfDialog
from desktop_app.ui.models.shelf_table_model import ShelfTableModel
from desktop_app.ui.sentences import filled, in_words, trouble_words
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.wording import data_size, model_name
from desktop_app.workers.background import BackgroundTasks
from desktop_app.workers.downloads import UNSAFE_WEIGHTS, DownloadFailure, Downloads
from desktop_app.workers.jobs import Failure, LoadedModel
from desktop_app.workers.preferences import Preferences

_SUBJECT = "download"
_DELETION = "deletion"
# How long a deletion can be undone before the space is really free.
_UNDO_MS = 30_000


class ShelfController(QObject):
    """Carries out what the dialog, the status bar and the model settings ask for."""

    use_requested = Signal(object)  # Profile
    publish_requested = Signal(object, str)  # folder of an adapter, its name
    scanned = Signal(object)  # list[ShelfEntry]

    def __init__(
        self,
        window: QWidget,
        notices: NoticeArea,
        bar: DownloadBar,
        downloads: Downloads,
        tasks: BackgroundTasks,
        *,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._notices = notices
        self._bar = bar
        self._downloads = downloads
        self._tasks = tasks
        self._preferences = preferences
        self._hub = HubEnvironment()
        self._hub.apply(preferences.values)
        self._applied = hub_variables(preferences.values)
        preferences.changed.connect(self._follow)
        self._in_use: Profile | None = None
        # What is to be used when its download is done.
        self._wanted: dict[tuple[str, ...], Profile] = {}
        self._entries: list[ShelfEntry] = []
        self._undoable: list[CachedRepository] = []
        self._until_purge = QTimer(self)
        self._until_purge.setSingleShot(True)
        self._until_purge.setInterval(_UNDO_MS)
        self._until_purge.timeout.connect(self._purge)
        self.model = ShelfTableModel(self)
        self._dialog: ShelfDialog | None = None
        bar.pause_requested.connect(downloads.pause)
        bar.continue_requested.connect(downloads.go_on)
        bar.cancel_requested.connect(downloads.cancel)
        downloads.changed.connect(self._show_requests)
        downloads.progress.connect(self._show_progress)
        downloads.finished.connect(self._finished)
        downloads.failed.connect(self._failed)
        downloads.cancelled.connect(self._cancelled)
        downloads.not_remembered.connect(self._say_failure)

    def start(self) -> None:
        """Look at the disk, and go on with what was unfinished."""
        self._tasks.run(lambda: purge_removed(hub_cache_folder()), failed=self._say_failure)
        self.refresh()
        self._downloads.restore()

    def stop(self) -> None:
        """Delete for good what could still be put back. The window is gone; its thread may wait."""
        self._until_purge.stop()
        self._tasks.stop()
        _each(self._undoable, CachedRepository.purge)

    def open(self) -> ShelfDialog:
        """Show the dialog."""
        if self._dialog is None:
            self._dialog = self._make_dialog()
        self._dialog.network.show_values(self._preferences.values)
        self._show_cache()
        self.refresh()
        self._dialog.show()
        self._dialog.activateWindow()
        return self._dialog

    def refresh(self) -> None:
        """Look at the disk again."""
        cache = hub_cache_folder()
        self._tasks.run(
            lambda: shelf(cache, Remembered.read()), done=self._show, failed=self._say_failure
        )

    def show_loaded(self, model: LoadedModel) -> None:
        """Take notice of the model that answers now."""
        self._in_use = model.profile
        self.model.show_in_use(model.profile)

    def fetch(self, name: str, repositories: tuple[str, ...]) -> None:
        """Download a model, unless that is already under way."""
        self._withdraw()
        self._downloads.add(DownloadRequest(name, repositories))

    def fetch_first(self, profile: Profile) -> bool:
        """Download what a profile needs and this disk lacks; return whether anything is missing.

        It is used as soon as it is here.
        """
        missing = missing_repositories(profile, hub_cache_folder())
        if not missing:
            return False
        known = [entry for entry in self._entries if set(missing) <= set(entry.repositories)]
        name = known[0].name if known else profile.name
        repositories = known[0].repositories if known else missing
        size = known[0].download_bytes if known else None
        words = filled(self.tr("{model} is not on this computer yet."), model=model_name(name))
        if size:
            words += filled(self.tr(" It needs a {size} download."), size=data_size(size))
        request = DownloadRequest(name, repositories, profile.allow_pickle)

        def download() -> None:
            self._wanted[repositories] = profile
            self._downloads.add(request)

        self._say(words, self.tr("Download"), download)
        return True

    def _make_dialog(self) -> ShelfDialog:
        dialog = ShelfDialog(self.model, self._window)
        dialog.download_requested.connect(lambda entry: self.fetch(entry.name, entry.repositories))
        dialog.pause_requested.connect(self._for_request(self._downloads.pause))
        dialog.cancel_requested.connect(self._for_request(self._downloads.cancel))
        dialog.use_requested.connect(lambda entry: self.use_requested.emit(entry.profile))
        dialog.delete_requested.connect(self._delete)
        dialog.publish_requested.connect(
            lambda entry: self.publish_requested.emit(entry.folder, entry.name)
        )
        dialog.hub_id_entered.connect(self._fetch_by_id)
        dialog.folder_chosen.connect(self._import)
        dialog.cache_chosen.connect(self._move_cache)
        dialog.network.changed.connect(self._change_network)
        return dialog

    def _for_request(self, act: Callable[[DownloadRequest], None]) -> Callable[[ShelfEntry], None]:
        def act_on(entry: ShelfEntry) -> None:
            if (request := self.model.request(entry)) is not None:
                act(request)

        return act_on

    def _show(self, entries: list[ShelfEntry]) -> None:
        self._entries = entries
        chosen = self._dialog.chosen if self._dialog is not None else None
        self.model.show_entries(entries)
        if self._dialog is not None and self._dialog.chosen is None and entries:
            # Two runs may have one name.
            places = [(entry.name, entry.folder) for entry in entries]
            before = (chosen.name, chosen.folder) if chosen else None
            self._dialog.choose(places.index(before) if before in places else 0)
        self.scanned.emit(entries)

    def _show_requests(self) -> None:
        requests = self._downloads.requests
        self.model.show_requests(requests)
        running = [request for request in requests if not request.paused]
        self._bar.show_request(next(iter([*running, *requests]), None))
        self.refresh()

    def _show_progress(self, request: DownloadRequest, progress: DownloadProgress) -> None:
        self.model.show_progress(request, progress)
        self._bar.show_progress(request, progress)

    def _finished(self, request: DownloadRequest) -> None:
        wanted = self._wanted.pop(request.repositories, None)
        cache = hub_cache_folder()

        def entry() -> Profile | None:
            # Only what was fetched tells an adapter from a base.
            for each in shelf(cache, Remembered.read()):
                if each.repositories == request.repositories:
                    return each.profile
            return None

        def offer(profile: Profile | None) -> None:
            found = wanted or profile
            if found is not None:
                allowed = found.allow_pickle or request.allow_pickle
                found = dataclasses.replace(found, allow_pickle=allowed)
                self._use_or_offer(request.name, found, at_once=wanted is not None)

        self._tasks.run(entry, done=offer, failed=self._say_failure)

    def _use_or_offer(self, name: str, profile: Profile, *, at_once: bool) -> None:
        """Let a model take over from the starter; a user who chose another one is asked."""
        has_starter = self._in_use is not None and self._in_use.is_starter
        if at_once or (has_starter and profile.adapter):
            self.use_requested.emit(profile)
            return
        self._say(
            filled(self.tr("{model} is on this computer now."), model=name),
            self.tr("Use it"),
            lambda: self.use_requested.emit(profile),
        )

    def _failed(self, request: DownloadRequest, failed: DownloadFailure) -> None:
        failure = failed.failure
        again = dataclasses.replace(request, paused=False)
        if failed.kind == UNSAFE_WEIGHTS:
            words = self.tr("Fetch it only if you trust its author.")
            again = dataclasses.replace(again, allow_pickle=True)
            self._say(
                f"{in_words(failure.message)} {words}",
                self.tr("Download anyway"),
                lambda: self._downloads.add(again),
            )
            return
        said = filled(self.tr("{model} was not downloaded."), model=request.name)
        self._say(
            f"{said} {trouble_words(failure)}",
            self.tr("Try again"),
            lambda: self._downloads.add(again),
        )

    def _cancelled(self, request: DownloadRequest) -> None:
        self._wanted.pop(request.repositories, None)
        again = dataclasses.replace(request, paused=False)
        self._say(
            filled(
                self.tr("The download of {model} was ended; what has arrived is kept."),
                model=request.name,
            ),
            self.tr("Continue"),
            lambda: self._downloads.add(again),
        )

    def _fetch_by_id(self, name: str) -> None:
        if is_hub_id(name):
            self.fetch(name, (name,))
        else:
            words = filled(
                self.tr("“{name}” is not the id of a model; one looks like {example}."),
                name=name,
                example="EleutherAI/gpt-neo-1.3B",
            )
            self._say(words)

    def _delete(self, entry: ShelfEntry) -> None:
        if entry.kind is Kind.FOLDER:
            self._forget_folder(str(entry.folder))
            return
        cache = hub_cache_folder()
        found = [CachedRepository(cache, name) for name in entry.repositories]

        def deleted(_nothing: None) -> None:
            self._undoable.extend(found)
            self._until_purge.start()
            self.refresh()
            words = filled(
                self.tr("{model} is deleted ({size})."),
                model=model_name(entry.name),
                size=data_size(entry.bytes_on_disk),
            )
            self._say(words, self.tr("Undo"), undo, subject=_DELETION)

        def undo() -> None:
            self._undoable = [each for each in self._undoable if each not in found]
            self._do_to_each(found, CachedRepository.put_back)

        self._tasks.run(
            lambda: _each(found, CachedRepository.put_aside),
            done=deleted,
            failed=self._say_failure,
        )

    def _purge(self) -> None:
        self._withdraw(_DELETION)
        found, self._undoable = self._undoable, []
        self._do_to_each(found, CachedRepository.purge)

    def _do_to_each(
        self, found: Sequence[CachedRepository], act: Callable[[CachedRepository], None]
    ) -> None:
        def show(_nothing: None) -> None:
            self.refresh()
            self._show_cache()

        self._tasks.run(lambda: _each(found, act), done=show, failed=self._say_failure)

    def _import(self, chosen: str) -> None:
        def find() -> str:
            folder = str(model_folder(Path(chosen)))
            known = Remembered.read()
            if folder not in known.folders:
                dataclasses.replace(known, folders=(*known.folders, folder)).write()
            return folder

        self._tasks.run(find, done=lambda _: self.refresh(), failed=self._say_failure)

    def _forget_folder(self, folder: str) -> None:
        def forget() -> None:
            known = Remembered.read()
            left = tuple(each for each in known.folders if each != folder)
            dataclasses.replace(known, folders=left).write()

        self._tasks.run(forget, done=lambda _: self.refresh(), failed=self._say_failure)

    def _move_cache(self, folder: str) -> None:
        self._preferences.change(model_cache_folder=folder)
        if self._preferences.values.model_cache_folder != folder:
            return
        self._say(
            filled(
                self.tr(
                    "Models are kept in {folder} from now on. What is in the old folder stays "
                    "there."
                ),
                folder=folder,
            )
        )

    def _change_network(self) -> None:
        assert self._dialog is not None
        self._preferences.change(**self._dialog.network.chosen())
        # What cannot be kept stands there no more.
        self._dialog.network.show_values(self._preferences.values)

    def _follow(self) -> None:
        decided = hub_variables(self._preferences.values)
        # A half-typed address is not taken away by any other preference.
        if decided == self._applied:
            return
        self._applied = decided
        self._hub.apply(self._preferences.values)
        if self._dialog is not None:
            self._dialog.network.show_values(self._preferences.values)
        self._show_cache()
        self.refresh()

    def _show_cache(self) -> None:
        if self._dialog is None:
            return
        folder = hub_cache_folder()
        existing = next(each for each in (folder, *folder.parents) if each.is_dir())
        try:
            free = data_size(shutil.disk_usage(existing).free)
        except OSError:
            free = ""
        self._dialog.show_cache(str(folder), free)

    def _say(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        *,
        subject: str = _SUBJECT,
    ) -> None:
        """Say it where the user is looking: in the dialog too, if it is open."""

        def act() -> None:
            self._withdraw(subject)
            if on_action is not None:
                on_action()

        self._notices.say(subject, text, action, act)
        if self._dialog is not None:
            self._dialog.notices.say(subject, text, action, act)

    def _withdraw(self, subject: str = _SUBJECT) -> None:
        self._notices.withdraw(subject)
        if self._dialog is not None:
            self._dialog.notices.withdraw(subject)

    def _say_failure(self, failure: Failure) -> None:
        self._say(trouble_words(failure))


def _each(found: Sequence[CachedRepository], act: Callable[[CachedRepository], None]) -> None:
    for repository in found:
        act(repository)
