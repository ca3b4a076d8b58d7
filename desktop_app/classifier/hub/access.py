"""What the Hub is to this process: where its cache lies, and its errors in plain sentences.

``huggingface_hub`` reads its environment variables once, when it is imported. The window changes
them while it runs, so they are read here at each use and handed over as arguments.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.classifier.errors import ModelNotFoundError

_TRUE = frozenset({"1", "ON", "YES", "TRUE"})


def hub_cache_folder() -> Path:
    """Return the folder that models of the Hub are kept in; it need not be there yet."""
    from huggingface_hub import constants

    return Path(os.environ.get("HF_HUB_CACHE") or constants.HF_HUB_CACHE).expanduser()


def hub_endpoint() -> str | None:
    """Return the address of a mirror; None for the Hub itself."""
    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or None


def is_offline() -> bool:
    """Whether the Hub is not to be asked for anything."""
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in _TRUE


def http_error() -> type[Exception]:
    """Return the base of the HTTP client's errors, whichever client huggingface_hub has now."""
    from huggingface_hub import errors

    found: type[Exception] = errors.HTTPError  # type: ignore[attr-defined]
    return found


@contextmanager
def explained(source: str, revision: str = "", *, asked: bool = True) -> Iterator[None]:
    """Turn the errors that the library raises about a repository into sentences.

    Args:
        source: Hub id, or what was meant for one.
        revision: that was asked for.
        asked: whether the Hub was asked and not only this disk.

    Raises:
        ModelNotFoundError: it is not there, may not be read, or cannot be reached.
    """
    from huggingface_hub.errors import (
        GatedRepoError,
        HFValidationError,
        LocalEntryNotFoundError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    try:
        yield
    except HFValidationError:
        raise ModelNotFoundError(
            "There is no folder {source}.",
            hint="Give a folder, or a Hub id such as EleutherAI/gpt-neo-1.3B.",
            source=source,
        ) from None
    except GatedRepoError as error:
        raise ModelNotFoundError(
            "{source} is on the Hub, but its owners give access on request only.",
            hint="Ask for access on its page, then sign in with `hf auth login`.",
            source=source,
        ) from error
    except RevisionNotFoundError as error:
        raise ModelNotFoundError(
            "{source} has no revision {revision}.", source=source, revision=repr(revision)
        ) from error
    except LocalEntryNotFoundError as error:
        if not asked:
            raise ModelNotFoundError(
                "{source} is not on this computer.",
                hint="Download it under Model, Manage models, or by `valence models download`.",
                source=source,
            ) from error
        raise ModelNotFoundError(
            "{source} is not on this computer and the Hub cannot be reached.",
            hint="Connect to the internet once, or use a folder.",
            source=source,
        ) from error
    except RepositoryNotFoundError as error:
        raise ModelNotFoundError(
            "There is no {source}, neither as a folder here nor on the Hub.",
            hint="Check the spelling; private models need `hf auth login`.",
            source=source,
        ) from error
    except OfflineModeIsEnabled as error:
        raise ModelNotFoundError(
            "{source} is not on this computer, and Valence is set to work offline.",
            hint="Turn offline mode off, or use a folder.",
            source=source,
        ) from error
    # The library's own errors derive from OSError, those of its HTTP client from HTTPError.
    except (OSError, RuntimeError, http_error()) as error:
        raise ModelNotFoundError(
            "{source} could not be fetched: {error}.",
            hint="Check the connection and the space on disk, then try again.",
            source=source,
            error=error,
        ) from error
