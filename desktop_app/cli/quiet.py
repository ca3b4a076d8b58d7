"""Keeps libraries from reporting home and from writing into the user's terminal."""

from __future__ import annotations

import logging
import os
import sys
import warnings

_ENVIRONMENT = {
    # Nothing leaves the machine but the downloads that the user asked for.
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TRANSFORMERS_VERBOSITY": "error",
    "TRANSFORMERS_NO_ADVISORY_WARNINGS": "1",
    "TORCH_CPP_LOG_LEVEL": "ERROR",
}


def configure_libraries() -> None:
    """Set what libraries read when they are imported; what the user has set stays."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)


def silence_libraries() -> None:
    """Keep Python's warnings and unhandled log records off standard error.

    ``python -W`` still shows warnings.
    """
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    # Without any handler, logging prints warnings itself.
    logging.getLogger().addHandler(logging.NullHandler())
