"""``valence models``: what is on this computer, and fetching and deleting it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TextIO

from desktop_app.classifier.hub.access import hub_cache_folder
from desktop_app.cli.parser import Options
from desktop_app.cli.streams import say
from desktop_app.durations import as_clock
from desktop_app.errors import UserError
from desktop_app.models.catalogue import CATALOGUE
from desktop_app.models.download import Download
from desktop_app.models.errors import ModelFolderError
from desktop_app.models.hub_cache import CachedRepository
from desktop_app.models.progress import DownloadProgress, DownloadStage
from desktop_app.models.publishing.contents import proposed_name
from desktop_app.models.publishing.send import publish
from desktop_app.models.remembered import Remembered
from desktop_app.models.shelf import Presence, ShelfEntry, is_hub_id, model_folder, own_runs, shelf

_WORDS = {
    Presence.ABSENT: "not here",
    Presence.PARTIAL: "in part",
    Presence.PRESENT: "here",
}


def run_models(options: Options) -> None:
    """Do what ``valence models`` was asked for.

    Raises:
        UserError: that failed.
        KeyboardInterrupt: Ctrl+C.
    """
    match options.action:
        case "list":
            list_models(as_json=options.json)
        case "download":
            download_model(
                options.model, adapter=options.adapter, allow_pickle=options.allow_pickle
            )
        case "remove":
            remove_model(options.model)
        case "path":
            print_path(options.model)
        case "publish":
            publish_adapter(options.run, options.repository, private=not options.public)


def list_models(*, as_json: bool) -> None:
    """Print what can be used and fetched."""
    entries = shelf(hub_cache_folder(), Remembered.read())
    if as_json:
        print(json.dumps([_values(entry) for entry in entries], indent=2, ensure_ascii=False))
        return
    names = max(len(entry.name) for entry in entries)
    for entry in entries:
        known = entry.bytes_on_disk or entry.download_bytes
        size = _size(known) if known else ""
        print(f"{entry.name:<{names}}  {_WORDS[entry.presence]:<8}  {size:>9}  {_source(entry)}")


def download_model(name: str, *, adapter: str | None, allow_pickle: bool) -> None:
    """Fetch a model, with an adapter's base; what is here already is not fetched again.

    Raises:
        UserError: it is not to be had.
        KeyboardInterrupt: Ctrl+C; what has arrived is kept.
    """
    repositories = [*_repositories(name), *([adapter] if adapter else [])]
    line = _ProgressLine(sys.stderr)
    download = Download(repositories, hub_cache_folder(), line.show, allow_pickle=allow_pickle)
    try:
        folders = download.run()
    except KeyboardInterrupt:
        line.clear()
        say("Stopped. What has arrived is kept; the same command goes on from there.")
        raise
    finally:
        line.clear()
    for folder in folders:
        print(folder)


def remove_model(name: str) -> None:
    """Delete a model of the Hub and what was fetched of it.

    Raises:
        ModelFolderError: it is not here, or in use.
    """
    found = [CachedRepository(hub_cache_folder(), each) for each in _repositories(name)]
    freed = sum(repository.bytes_on_disk() for repository in found)
    if not freed:
        raise ModelFolderError(
            "Nothing of {name} is on this computer.", hint="See `valence models list`.", name=name
        )
    for repository in found:
        repository.put_aside()
        repository.purge()
    print(f"{name} is deleted; {_size(freed)} are free again.")


def print_path(name: str) -> None:
    """Print the folders that a model is loaded from.

    Raises:
        ModelFolderError: it is not here.
    """
    found = [CachedRepository(hub_cache_folder(), each).snapshot() for each in _repositories(name)]
    if None in found:
        raise ModelFolderError(
            "{name} is not on this computer.",
            hint="Fetch it: valence models download {name}",
            name=name,
        )
    for folder in found:
        print(folder)


def publish_adapter(run: str, repository: str | None, *, private: bool) -> None:
    """Send a run's adapter to the Hub, and print the address of its page.

    Raises:
        UserError: there is no such adapter, or the Hub does not take it.
    """
    found = [path for path in own_runs() if path.parent.name == run]
    if len(found) > 1:
        raise UserError(
            "{number} runs are called {run}.",
            hint="Give the folder of the one that is meant: {folders}",
            number=len(found),
            run=run,
            folders=", ".join(str(path.parent) for path in found),
        )
    folder = found[0] if found else model_folder(Path(run))
    name = folder.parent.name if folder.name == "adapter" else folder.name
    line = _ProgressLine(sys.stderr)
    try:
        address = publish(
            folder,
            repository or proposed_name(name),
            private=private,
            progress=lambda share: line.write(f"Sending… {share:.0%}"),
        )
    except KeyboardInterrupt:
        line.clear()
        say("Stopped. At most an empty repository of that name is on the Hub.")
        raise
    finally:
        line.clear()
    print(address)


def progress_line(progress: DownloadProgress) -> str:
    """Put progress into words: ``1.2 of 5.3 GB · 8.4 MB/s · 8:12 left``."""
    match progress.stage:
        case DownloadStage.ASKING:
            return "Asking the Hub…"
        case DownloadStage.CHECKING:
            return f"Checking {progress.file}…"
        case DownloadStage.WAITING:
            return f"{_of(progress)} · no connection, trying again…"
        case DownloadStage.FETCHING:
            left = progress.seconds_left
            parts = [_of(progress), f"{_size(progress.rate)}/s"]
            return " · ".join([*parts, f"{as_clock(left)} left"] if left is not None else parts)


class _ProgressLine:
    """Rewritten in place; silent where nobody watches."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._shown = 0

    def show(self, progress: DownloadProgress) -> None:
        self.write(progress_line(progress))

    def clear(self) -> None:
        if self._shown:
            self.write("")
            self.write("")

    def write(self, line: str) -> None:
        if self._stream is not None:
            print(f"\r{line:<{self._shown}}", end="", file=self._stream, flush=True)
            self._shown = len(line)


def _repositories(name: str) -> tuple[str, ...]:
    """Return the Hub ids of a name in the list, or the id itself.

    Raises:
        UserError: it is neither.
    """
    for entry in CATALOGUE:
        if name.casefold() in (entry.name.casefold(), entry.profile.base.casefold()):
            return entry.repositories
    if not is_hub_id(name):
        raise UserError(
            "{name} is not the name of a model.",
            hint="Give a name of `valence models list`, or a Hub id such as "
            "EleutherAI/gpt-neo-1.3B.",
            name=name,
        )
    return (name,)


def _source(entry: ShelfEntry) -> str:
    return " + ".join(entry.repositories) or str(entry.folder or "comes with Valence")


def _values(entry: ShelfEntry) -> dict[str, object]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "presence": entry.presence,
        "repositories": entry.repositories,
        "folder": str(entry.folder) if entry.folder else None,
        "bytes_on_disk": entry.bytes_on_disk,
        "download_bytes": entry.download_bytes,
        "parameters": entry.size.parameters if entry.size else None,
        "licence": entry.licence or None,
        "measures": [
            {"name": each.name, "value": each.value, "dataset": each.dataset}
            for each in entry.measures
        ],
        "note": entry.note,
    }


def _of(progress: DownloadProgress) -> str:
    return f"{_size(progress.done)} of {_size(progress.total)}"


def _size(number: float) -> str:
    if number >= 1e9:
        return f"{number / 1e9:.1f} GB"
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{number / 1e3:.0f} kB"
