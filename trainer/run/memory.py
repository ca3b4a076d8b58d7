"""How much memory the process has used and can still get."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    import torch


def peak_memory(device: torch.device) -> int:
    """Return the most memory used so far, in bytes: on the GPU, or of the process."""
    if device.type != "cuda":
        return peak_resident_memory()
    import torch

    return torch.cuda.max_memory_allocated(device)


def peak_resident_memory() -> int:
    """Return the most memory that this process has had in RAM so far, mapped files included."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return peak if sys.platform == "darwin" else peak * 1024


def available_memory(device: torch.device) -> int:
    """Return the memory that the process has or can get, in bytes."""
    if device.type == "cuda":
        import torch

        free, _ = torch.cuda.mem_get_info(device)
        return free + torch.cuda.memory_allocated(device)
    return int(psutil.virtual_memory().available + psutil.Process().memory_info().rss)
