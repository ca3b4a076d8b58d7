"""Fetches models from the Hub into its cache, so that loading finds them there.

A file counts as present only when it is complete and its hash is right; a model only when all its
files are. Until then nothing that looks for models sees it. Being killed at any moment costs
nothing but the last bytes: the next download goes on from what is on the disk.
"""

from __future__ import annotations

import errno
import json
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.classifier.errors import ModelNotFoundError
from desktop_app.classifier.hub.access import hub_endpoint, is_offline
from desktop_app.models.errors import (
    AlreadyDownloadingError,
    ModelFolderError,
    NotEnoughSpaceError,
)
from desktop_app.models.hub_cache import CachedRepository
from desktop_app.models.plan import RemoteFile, RepositoryPlan, plan_repository
from desktop_app.models.progress import DownloadProgress, DownloadStage, RateMeter
from desktop_app.models.transfer import RETRY_AFTER, Transfer, check

# What the system and other programs need on the same disk.
_RESERVE_BYTES = 200 * 10**6
_SECONDS_BETWEEN_REPORTS = 0.2
_LOCK_SECONDS = 1.0
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ADAPTER_CONFIG = "adapter_config.json"


@dataclass
class Download:
    """Several repositories that are needed together, such as an adapter and its base.

    Attributes:
        repositories: Hub ids. The base that an adapter names is fetched as well.
        cache: the Hub's cache folder.
        report: is called a few times a second.
        allow_pickle: also fetch pickled weights where there are no others.
        free_bytes: tells the space on the disk of a folder.
        retry_after: seconds to wait after each attempt in a row that brought nothing.
    """

    repositories: Sequence[str]
    cache: Path
    report: Callable[[DownloadProgress], None]
    allow_pickle: bool = False
    free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    retry_after: tuple[float, ...] = RETRY_AFTER
    _done: int = field(default=0, init=False)
    _total: int = field(default=0, init=False)
    _reported: float = field(default=0.0, init=False)
    _stage: DownloadStage | None = field(default=None, init=False)
    _meter: RateMeter = field(default_factory=RateMeter, init=False)

    def run(self) -> list[Path]:
        """Fetch what is missing, and return the folder of each repository.

        Raises:
            UserError: of ``desktop_app.models.errors`` or ``desktop_app.classifier.errors``.
        """
        if is_offline():
            raise ModelNotFoundError(
                "Nothing is downloaded, because Valence is set to work offline.",
                hint="Turn offline mode off, in the network settings or in HF_HUB_OFFLINE.",
            )
        self._say(DownloadStage.ASKING)
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            plans = self._plan()
            self._require_space()
            for plan in plans:
                self._fetch(plan)
        except OSError as error:
            if error.errno in _FULL:
                raise NotEnoughSpaceError(
                    "The disk that holds {folder} is full; what has arrived is kept.",
                    hint="Free some space and go on, or choose another folder for models. Disks "
                    "formatted as FAT32 take no files over 4 GB.",
                    folder=self.cache,
                ) from error
            raise ModelFolderError(
                "The folder for models cannot be written: {folder} ({reason}).",
                hint="Choose another folder, or allow writing to it.",
                folder=self.cache,
                reason=error.strerror,
            ) from error
        snapshots = [self._repository(plan).snapshot() for plan in plans]
        for plan, snapshot in zip(plans, snapshots, strict=True):
            if snapshot is None:
                raise ModelNotFoundError(
                    "{repository} is not a model that Valence can read.",
                    hint="There is no complete set of configuration and weights in it.",
                    repository=plan.repository,
                )
        return [snapshot for snapshot in snapshots if snapshot is not None]

    def _plan(self) -> list[RepositoryPlan]:
        plans = [self._plan_one(name) for name in dict.fromkeys(self.repositories)]
        for plan in list(plans):
            base = self._base_of(plan)
            if base and base not in {plan.repository for plan in plans}:
                plans.append(self._plan_one(base))
        self._total = sum(plan.size for plan in plans)
        self._done = sum(self._present(plan, file) for plan in plans for file in plan.files)
        return plans

    def _plan_one(self, repository: str) -> RepositoryPlan:
        return plan_repository(repository, allow_pickle=self.allow_pickle)

    def _base_of(self, plan: RepositoryPlan) -> str:
        """Read from an adapter's configuration what it was made for; empty if it is no adapter."""
        for file in plan.files:
            if file.name == _ADAPTER_CONFIG:
                self._fetch_file(plan, file)
                path = self._repository(plan).folder / "snapshots" / plan.commit / file.name
                try:
                    named = json.loads(path.read_text(encoding="utf-8"))["base_model_name_or_path"]
                except (ValueError, KeyError, TypeError):
                    return ""
                is_hub_id = isinstance(named, str) and named.count("/") <= 1
                return named if is_hub_id and not Path(named).is_dir() else ""
        return ""

    def _require_space(self) -> None:
        needed = self._total - self._done
        free = self.free_bytes(self.cache)
        if needed and needed + _RESERVE_BYTES > free:
            raise NotEnoughSpaceError(
                "{needed:.1f} GB are still to be fetched, and {free:.1f} GB are free on the disk "
                "that holds {folder}.",
                hint="Free some space, or choose another folder for models.",
                needed=needed / 1e9,
                free=free / 1e9,
                folder=self.cache,
            )

    def _fetch(self, plan: RepositoryPlan) -> None:
        for file in plan.files:
            self._fetch_file(plan, file)
        self._repository(plan).publish(plan.commit)

    def _fetch_file(self, plan: RepositoryPlan, file: RemoteFile) -> None:
        from huggingface_hub import hf_hub_url

        here = self._repository(plan)
        if here.has(plan.commit, file.name, file.size):
            return
        blob, partial = here.blob(file.hash), here.partial(file.hash)
        blob.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            self._take(here.lock(file.hash), file, stack)
            if not (blob.is_file() and blob.stat().st_size == file.size):
                url = hf_hub_url(
                    plan.repository, file.name, revision=plan.commit, endpoint=hub_endpoint()
                )
                Transfer(
                    url,
                    plan.repository,
                    partial,
                    file.size,
                    advanced=lambda gained: self._advance(gained, file.name),
                    waiting=lambda: self._wait(file.name),
                    retry_after=self.retry_after,
                ).run()
                # An empty file is never asked for.
                partial.touch()
                self._check(partial, file)
                partial.replace(blob)
            here.link(plan.commit, file.name, file.hash)

    def _check(self, partial: Path, file: RemoteFile) -> None:
        self._say(DownloadStage.CHECKING, file.name)
        size = partial.stat().st_size
        try:
            check(
                partial,
                file,
                alive=lambda: self._say(DownloadStage.CHECKING, file.name, pressing=False),
            )
        finally:
            if not partial.exists():
                self._done -= size
        self._meter.reset()

    def _take(self, lock: Path, file: RemoteFile, stack: ExitStack) -> None:
        from huggingface_hub.utils import WeakFileLock

        lock.parent.mkdir(parents=True, exist_ok=True)
        try:
            stack.enter_context(WeakFileLock(lock, timeout=_LOCK_SECONDS))
        except TimeoutError as error:
            raise AlreadyDownloadingError(
                "{file} is already being downloaded by another program.",
                hint="Wait until that is done, or end it.",
                file=file.name,
            ) from error

    def _advance(self, gained: int, file: str) -> None:
        self._done += gained
        self._meter.add(gained)
        self._say(DownloadStage.FETCHING, file, pressing=False)

    def _wait(self, file: str) -> None:
        self._meter.reset()
        self._say(DownloadStage.WAITING, file)

    def _say(self, stage: DownloadStage, file: str = "", *, pressing: bool = True) -> None:
        now = time.monotonic()
        is_due = now - self._reported >= _SECONDS_BETWEEN_REPORTS
        if pressing or is_due or stage is not self._stage:
            self._reported, self._stage = now, stage
            rate = self._meter.rate if stage is DownloadStage.FETCHING else 0.0
            self.report(DownloadProgress(stage, self._done, self._total, rate, file))

    def _present(self, plan: RepositoryPlan, file: RemoteFile) -> int:
        here = self._repository(plan)
        if here.has(plan.commit, file.name, file.size):
            return file.size
        for path in (here.blob(file.hash), here.partial(file.hash)):
            if path.is_file():
                return min(path.stat().st_size, file.size)
        return 0

    def _repository(self, plan: RepositoryPlan) -> CachedRepository:
        return CachedRepository(self.cache, plan.repository)
