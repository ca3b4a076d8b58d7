"""How many threads calculate."""

from __future__ import annotations

import os

import psutil


def thread_count(wanted: int) -> int:
    """Return the number of threads for a profile's ``threads``.

    For 0 it is ``OMP_NUM_THREADS`` where that is set, else the physical cores that this process
    may use: a second thread on a core only gets in the way of the first.
    """
    if wanted:
        return wanted
    given = os.environ.get("OMP_NUM_THREADS", "")
    if given.isdigit() and int(given):
        return int(given)
    cores = psutil.cpu_count(logical=False) or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    return min(cores, allowed)


def threads_beside_window() -> int:
    """Return the threads that leave a core to the window, where there is more than one."""
    return max(1, thread_count(0) - 1)
