"""What there is to fetch of a repository: which files, how large, and how to know them again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.classifier.hub.access import explained, hub_endpoint
from desktop_app.classifier.hub.repository import files_to_fetch
from desktop_app.models.errors import DamagedDownloadError

_SHA1 = re.compile(r"[0-9a-f]{40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a repository.

    Attributes:
        name: in the repository, without folders.
        size: in bytes.
        hash: hexadecimal. Of large files (Git LFS) the SHA-256 of the content, of small ones the
            SHA-1 that git gives them. The Hub's cache files both under it.
    """

    name: str
    size: int
    hash: str

    @property
    def is_sha256(self) -> bool:
        """Which of the two the hash is."""
        return len(self.hash) == 64


@dataclass(frozen=True, slots=True)
class RepositoryPlan:
    """All that is fetched of one commit of a repository.

    Attributes:
        repository: Hub id.
        commit: that the default branch points to.
        files: small ones first, so that what is not a model is known before gigabytes are here.
    """

    repository: str
    commit: str
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(file.size for file in self.files)


def plan_repository(repository: str, *, allow_pickle: bool = False) -> RepositoryPlan:
    """Ask the Hub what a model consists of.

    Raises:
        ModelNotFoundError: it is not there, has no weights, or the Hub cannot be reached.
        UnsafeWeightsError: it has pickled weights only and ``allow_pickle`` is not set.
        DamagedDownloadError: the answer makes no sense.
    """
    from huggingface_hub import HfApi

    with explained(repository):
        info = HfApi(endpoint=hub_endpoint()).model_info(repository, files_metadata=True)
    listed = {}
    for sibling in info.siblings or ():
        large = sibling.lfs
        known = large.sha256 if large else sibling.blob_id
        size = large.size if large else sibling.size
        listed[sibling.rfilename] = RemoteFile(sibling.rfilename, size or 0, known or "")
    names = files_to_fetch(repository, listed, allow_pickle=allow_pickle)
    files = sorted((listed[name] for name in names), key=lambda file: file.size)
    # Both become names of files here, so a server must not choose them freely.
    sound = all(_is_sound(file) for file in files)
    if not (sound and _SHA1.fullmatch(info.sha or "")):
        raise DamagedDownloadError(
            "The server does not say what the files of {repository} should be.",
            hint="If a mirror is set, it may not be a complete one.",
            repository=repository,
        )
    return RepositoryPlan(repository, info.sha or "", tuple(files))


def _is_sound(file: RemoteFile) -> bool:
    named = not any(character in file.name for character in '/\\:*?"<>|\0')
    hashed = _SHA256.fullmatch(file.hash) or _SHA1.fullmatch(file.hash)
    return named and bool(hashed) and file.size >= 0
