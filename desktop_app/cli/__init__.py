"""``valence``: the window, and the same work without it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from desktop_app.cli.hub import apply_hub_settings
from desktop_app.cli.interrupts import Interrupts
from desktop_app.cli.parser import Options, parse_arguments
from desktop_app.cli.quiet import configure_libraries
from desktop_app.cli.streams import abandon_stdout, say
from desktop_app.errors import UserError
from desktop_app.processes.starting import WORKER_ARGUMENT, run_module

# What a shell reports for a program that SIGINT ended: 128 + 2.
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``valence`` with ``sys.argv`` or ``arguments``.

    Returns:
        The exit code: 0 done, 1 the work failed, 130 interrupted by Ctrl+C.

    Raises:
        SystemExit: with 2 for bad usage, with 0 after ``--help`` and ``--version``.
    """
    configure_libraries()
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == [WORKER_ARGUMENT]:
        return run_module(given[1], given[2:])
    options = parse_arguments(given)
    apply_hub_settings()
    try:
        return _run(options)
    except UserError as error:
        say(f"valence: {error.message}")
        if error.hint:
            say(error.hint)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Who reads has seen enough, as `head` does.
        abandon_stdout()
        return 0


def _run(options: Options) -> int:
    if options.self_test:
        from desktop_app.cli.self_test import self_test

        return self_test()
    match options.command:
        case "classify":
            from desktop_app.cli.classify import classify

            with Interrupts() as interrupts:
                classify(options, interrupts)
            return 0
        case "models":
            from desktop_app.cli.models import run_models

            run_models(options)
            return 0
        case _:
            from desktop_app.cli.window import open_window

            return open_window(options.files)
