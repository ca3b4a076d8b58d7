"""Keeps a base that was quantised to NF4, so that the next time it is read and not made.

To quantise GPT-Neo 1.3B takes half a minute and all of its 5 GB; to read it back takes seconds and
less than 1 GB. What is kept is the library's own format, a directory like any other model's, with
bit for bit the weights that were made. Losing it costs time only, so nothing in here is fatal.
"""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import paths
from desktop_app.atomic import TargetExistsError, atomic_folder, is_unfinished, remove_leftovers
from desktop_app.classifier.hub.fingerprint import fingerprint
from desktop_app.errors import UserError

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_log = logging.getLogger(__name__)

# Whatever changes what is made of the same base: the options given to the library, and itself.
_SCHEME = "nf4, double quantisation, bfloat16"
_LIBRARIES = ("bitsandbytes", "transformers")

# The model in use and the one before, for going back and forth.
_KEPT = 2
# The user's disk is not filled to the brim for the sake of half a minute.
_SPARE_BYTES = 2**30


def entry_for(base: Path) -> Path | None:
    """Return the directory where the quantised ``base`` is kept or would be; None without a cache.

    Its name follows from the content of ``base`` and from the versions of what quantises it.
    """
    try:
        made_by = [_SCHEME, *(f"{name} {version(name)}" for name in _LIBRARIES)]
        return paths.cache_folder() / "nf4" / fingerprint([base], made_by)
    except (OSError, UserError) as error:
        _log.warning("The cache of quantised models cannot be used: %s", error)
        return None


def mark_used(entry: Path) -> None:
    """Note that ``entry`` was read just now: the one unused for longest is removed first."""
    with suppress(OSError):
        os.utime(entry)


def discard(entry: Path, reason: Exception) -> None:
    """Remove an entry that cannot be read."""
    _log.warning("A quantised model is damaged and is made anew: %s", reason)
    shutil.rmtree(entry, ignore_errors=True)


def keep(model: PreTrainedModel, entry: Path) -> None:
    """Write a quantised model that has not run yet to ``entry``, whole or not at all.

    Its first run on a CPU may rearrange the weights for that CPU, and an adapter put into it would
    be written along.
    """
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(entry.parent)
        needed = model.get_memory_footprint() + _SPARE_BYTES
        free = shutil.disk_usage(entry.parent).free
        if free < needed:
            _log.warning(
                "The quantised model is not kept: %.1f GB are free and %.1f GB would be needed.",
                free / 2**30,
                needed / 2**30,
            )
            return
        with atomic_folder(entry) as unfinished:
            model.save_pretrained(unfinished)
        _remove_oldest(entry.parent)
    except TargetExistsError:
        _log.info("Another process was quicker, and what it has kept is as good.")
    except (OSError, RuntimeError, ValueError) as error:
        _log.warning("The quantised model cannot be kept: %s", error)


def _remove_oldest(folder: Path) -> None:
    entries = [path for path in folder.iterdir() if not is_unfinished(path)]
    entries.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[_KEPT:]:
        # On Windows the files of a model in use stay; they go the next time.
        shutil.rmtree(path, ignore_errors=True)
