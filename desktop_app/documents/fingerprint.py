"""Tells whether a file is still the one that was read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from desktop_app.documents.document import unreadable


def fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file's content in hexadecimal: the same for a renamed or copied file.

    Raises:
        DocumentError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error
