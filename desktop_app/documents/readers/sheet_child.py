"""Reads a workbook's sheets in a process of its own, which can be ended when it takes too much.

A large sheet takes a gigabyte of memory, which libraries do not give back to the system; and a file
of some kilobytes can be made to take all that there is. It is asked by lines of JSON on standard
input, ``{"sheet": name, "rows": 200}``, and answers by pickles on standard output.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import threading
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import IO

import psutil

from desktop_app.documents.readers.sheets import DamagedWorkbookError, LocalBook

# Exit codes beside 0.
DAMAGED = 3
TOO_LARGE = 4

# Rows in one pickle.
_BATCH = 1000

_LOOKED_AT_EVERY = 0.05


def main(arguments: Sequence[str]) -> int:
    """Serve the sheets of a workbook.

    Args:
        arguments: the workbook, and the bytes of memory that reading it may take.
    """
    path, most = Path(arguments[0]), int(arguments[1])
    threading.Thread(target=_end_when_too_large, args=(most,), daemon=True).start()
    try:
        _serve(LocalBook(path), sys.stdout.buffer)
    except DamagedWorkbookError:
        return DAMAGED
    except MemoryError:
        return TOO_LARGE
    except BrokenPipeError:
        # Nobody is interested any more.
        os._exit(0)
    return 0


def _serve(book: LocalBook, answers: IO[bytes]) -> None:
    _answer([tuple(each) for each in book.sheets], answers)
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        _answer(tuple(book.read(asked["sheet"], asked["rows"])), answers)
        rows = book.rows()
        while batch := [tuple(row) for row in islice(rows, _BATCH)]:
            _answer(batch, answers)
        _answer([], answers)


def _answer(answer: object, answers: IO[bytes]) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _end_when_too_large(most: int) -> None:
    process = psutil.Process()
    while process.memory_info().rss < most:
        time.sleep(_LOOKED_AT_EVERY)
    os._exit(TOO_LARGE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
