"""How to use an NVIDIA card where the installed PyTorch has no CUDA."""

from __future__ import annotations

import sys


def cuda_commands() -> str:
    """Return the two lines that run the program with CUDA, typed in the folder of its source code.

    Package indexes have builds with CUDA under the plain name for Linux only.
    """
    if sys.platform == "win32":
        return (
            "python -m pip install . --extra-index-url ADDRESS_FROM_PYTORCH_START_PAGE\n"
            "python -m desktop_app"
        )
    return "python -m pip install .\npython -m desktop_app"
