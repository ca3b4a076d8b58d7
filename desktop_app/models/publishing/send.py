"""Makes a repository and puts an adapter into it, in one commit."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.classifier.hub.access import http_error, hub_endpoint, is_offline
from desktop_app.errors import UserError
from desktop_app.models.publishing.contents import SentFile, files_to_send
from desktop_app.sentences import Sentence

if TYPE_CHECKING:
    from huggingface_hub import HfApi

_MESSAGE = "Sentiment adapter, trained with Valence"

# What a repository has from its first moment on.
_INITIAL_FILES = {".gitattributes"}

# Which rights a token has is said on its page: https://huggingface.co/docs/hub/security-tokens
_SIGN_IN = Sentence("Make a token that may write, and enter it under Manage models, Network.")


class NotPublishedError(UserError):
    """The Hub does not take an adapter, or cannot be asked to."""


def has_token() -> bool:
    """Whether there is a token, of the settings or of ``hf auth login``."""
    from huggingface_hub import get_token

    return get_token() is not None


def publish(
    adapter: Path,
    repository: str,
    *,
    private: bool,
    progress: Callable[[float], None] | None = None,
) -> str:
    """Send an adapter to the Hub.

    A repository that an attempt before has left empty is used; any other that is there already
    is left alone.

    Args:
        adapter: its folder.
        repository: a name, or ``owner/name`` for somebody other than the token's owner.
        private: whether only its owner may see it.
        progress: is told the share of the weights that has been sent, 0 to 1.

    Returns:
        The address of the repository's page.

    Raises:
        NotPublishedError: it was not sent.
        ModelFolderError: the folder is no adapter.
    """
    files = files_to_send(adapter)
    if is_offline():
        raise NotPublishedError(
            "Nothing was sent: Valence is set to work offline.",
            hint="Turn offline mode off under Manage models, Network.",
        )
    # Plain HTTP, as all else goes: the library's other way has a client and a cache of its own. It
    # is not taken for streams in any case, but says so unless it is told before it is imported.
    os.environ.setdefault("HF_HUB_DISABLE_XET", "1")
    if not has_token():
        raise NotPublishedError(
            "Nothing was sent: the Hub has to know who you are, and there is no access token.",
            hint=_SIGN_IN,
        )
    from huggingface_hub import CommitOperationAdd, HfApi

    api = HfApi(endpoint=hub_endpoint())
    with _explained(repository):
        name = _own_repository(api, repository, private=private)
        with _opened(files, progress) as streams:
            operations = [
                CommitOperationAdd(path_in_repo=name, path_or_fileobj=stream)
                for name, stream in streams.items()
            ]
            for stream in streams.values():
                stream.start()
            api.create_commit(name, operations, commit_message=_MESSAGE)
    return f"{api.endpoint}/{name}"


def _own_repository(api: HfApi, repository: str, *, private: bool) -> str:
    """Make a repository, and return its whole name."""
    from huggingface_hub.errors import HfHubHTTPError

    try:
        return api.create_repo(repository, private=private).repo_id
    except HfHubHTTPError as error:
        if error.response.status_code != HTTPStatus.CONFLICT:
            raise
    name = repository if "/" in repository else f"{api.whoami()['name']}/{repository}"
    if {*api.list_repo_files(name)} <= _INITIAL_FILES:
        # As it was asked for now, not as it was then.
        api.update_repo_settings(name, private=private)
        return name
    raise NotPublishedError(
        "There is a {name} on the Hub already, and nothing of it was changed.",
        hint="Choose another name.",
        name=name,
    )


class _ReportingReader(io.BufferedReader):
    """A file that says how far it has been read, from when it is told to."""

    def __init__(self, file: SentFile, progress: Callable[[float], None] | None) -> None:
        super().__init__(io.FileIO(file.path))
        self._size = file.size
        self._progress = progress
        self._started = False

    def start(self) -> None:
        """Report from now on: before, it is read to be hashed."""
        self._started = True

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, and report."""
        data = super().read(size)
        if self._started and self._progress is not None and self._size:
            self._progress(self.tell() / self._size)
        return data


@contextmanager
def _opened(
    files: tuple[SentFile, ...], progress: Callable[[float], None] | None
) -> Iterator[dict[str, _ReportingReader]]:
    largest = max(files, key=lambda file: file.size)
    streams = {
        file.path.name: _ReportingReader(file, progress if file is largest else None)
        for file in files
    }
    try:
        yield streams
    finally:
        for stream in streams.values():
            stream.close()


@contextmanager
def _explained(repository: str) -> Iterator[None]:
    """Turn what the library raises into sentences."""
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        yield
    except HFValidationError:
        raise NotPublishedError(
            "“{repository}” is no name for a repository.",
            hint="It has letters, digits, - _ and . and may begin with an owner: owner/name.",
            repository=repository,
        ) from None
    except HfHubHTTPError as error:
        raise _refusal(error.response.status_code, error.server_message, repository) from error
    except (OSError, RuntimeError, ValueError, http_error()) as error:
        raise NotPublishedError(
            "The Hub was not reached, or the way to it broke off: {error}.",
            hint="Check the connection, then publish again under the same name.",
            error=error,
        ) from error


def _refusal(status: int, said: str | None, repository: str) -> NotPublishedError:
    match status:
        case HTTPStatus.UNAUTHORIZED:
            return NotPublishedError("The Hub does not know this access token.", hint=_SIGN_IN)
        case HTTPStatus.FORBIDDEN:
            return NotPublishedError(
                "This access token may not write to {repository}.",
                hint="{sign_in} The name of another owner is refused too.",
                repository=repository,
                sign_in=_SIGN_IN,
            )
        case _:
            why = said or f"status {status}"
            return NotPublishedError(
                "The Hub did not take it: {reason}.",
                hint="Wait a little, then publish again.",
                reason=why,
            )
