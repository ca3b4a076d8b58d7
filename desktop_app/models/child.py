"""How this program starts a part of itself as a process of its own."""

from __future__ import annotations

import sys


def child_command(module: str, *arguments: str) -> list[str]:
    """Give program and arguments that run ``module`` with the Python that runs this."""
    return [sys.executable, "-m", module, *arguments]
