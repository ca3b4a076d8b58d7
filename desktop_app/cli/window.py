"""Opens the window, or does its work in the terminal where there is no display."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from desktop_app.classifier.profile import Profile
from desktop_app.cli.answering import (
    Answering,
    load_announced,
    model_name,
    report,
    writer_for,
)
from desktop_app.cli.interrupts import Interrupts
from desktop_app.cli.lines import Block, LineReader
from desktop_app.cli.parser import STANDARD_STREAM
from desktop_app.cli.streams import Output, open_input, say
from desktop_app.errors import UserError
from desktop_app.system_libraries import error_from_loader, has_display, require_libraries
from desktop_app.tabular.style import TableFormat, TableStyle

SAMPLE_TWEETS = (
    "Got the job!! Best birthday present ever 🎉",
    "Two hours on hold and then the line went dead. Never again.",
    "The match starts at 8 pm on channel 4.",
    "Thanks @neighbour for looking after the cat, she is so happy with you",
    "My flight is cancelled, no hotel, no refund. Unbelievable.",
    "Does anyone know when the library opens tomorrow?",
)


class WindowUnavailableError(UserError):
    """The window needs something that is not installed."""


def open_window(files: Sequence[Path] = ()) -> int:
    """Open the window and run until it is closed; 0 unless that failed.

    Where a window is open already, it gets the files and this ends at once.

    Raises:
        UserError: the window cannot open here.
    """
    if not has_display(os.environ):
        if files:
            raise WindowUnavailableError(
                "There is no display to open files on.",
                hint="`valence classify --input FILE` works without.",
            )
        with Interrupts() as interrupts:
            work_in_terminal(interrupts)
        return 0
    require_libraries()
    if sys.platform == "win32":
        # Qt brings an older C++ runtime. With that one loaded first, PyTorch 2.9 and later do not
        # start (https://github.com/pytorch/pytorch/issues/166628).
        import torch  # noqa: F401
    try:
        from desktop_app.app import main

        return main([], files)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"PySide6", "shiboken6"}:
            raise
        raise WindowUnavailableError(
            "The window cannot open: {module} is not installed.",
            hint="Install Valence again with pip; `valence classify` works without.",
            module=error.name,
        ) from error
    except ImportError as error:
        if (explained := error_from_loader(str(error))) is None:
            raise
        raise explained from error


def work_in_terminal(interrupts: Interrupts) -> None:
    """Classify the lines of standard input, or a few samples where there are none.

    Raises:
        UserError: the input cannot be read or the starter cannot be loaded.
    """
    say("There is no display, so Valence works in the terminal.")
    reader: LineReader | None = None
    blocks: Iterator[Block] = iter(())
    if sys.stdin is not None and not sys.stdin.isatty():
        say("Reading tweets from standard input, one on each line.")
        reader = LineReader(open_input(STANDARD_STREAM))
        blocks = (block for block in reader.blocks() if block.texts)
    first = next(blocks, None)
    if first is None:
        say("There are none, so here are a few samples; try `valence classify --help`.")
        first = Block(SAMPLE_TWEETS)
    output = Output.to_stdout(interrupts)
    style = None if output.is_terminal else TableStyle(TableFormat.JSONL)
    with load_announced(Profile.starter()) as classifier:
        writer = writer_for(output, model_name(classifier.profile), style)
        answered = Answering(classifier, output, writer)
        answered.run(chain([first], blocks), reader)
    report(answered, reader)
