"""Where a command reads from and writes to: files and the standard streams, as bytes."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from desktop_app.cli.interrupts import Interrupts
from desktop_app.errors import UserError


class InputError(UserError):
    """The input cannot be opened or read."""


class OutputError(UserError):
    """The output cannot be opened or written."""


class ByteSource(Protocol):
    """An unbuffered stream: ``read`` gives what is there, and waits only for the first byte."""

    def read(self, size: int, /) -> bytes | None:
        """Give at most ``size`` bytes, none at the end."""

    def fileno(self) -> int:
        """Give the descriptor."""

    def close(self) -> None:
        """Close it."""


def say(message: str) -> None:
    """Write a line for the user to standard error, if there is anyone to read it."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(message, file=sys.stderr, flush=True)


def open_input(name: str) -> ByteSource:
    """Open a file, or standard input for ``-``.

    Raises:
        InputError: it is not there, is a folder, or may not be read.
    """
    if name == "-":
        if sys.stdin is None:
            raise InputError("Standard input is closed.", hint="Name a file with --input.")
        return _raw(sys.stdin.buffer)
    try:
        return Path(name).open("rb", buffering=0)
    except OSError as error:
        raise InputError(
            "{name} cannot be read ({reason}).", name=name, reason=error.strerror
        ) from error


class Output:
    """Whole lines into a file or standard output."""

    def __init__(self, name: str, interrupts: Interrupts) -> None:
        """Open a file, or standard output for ``-``.

        What the file held is kept until the first line is written, so that a model that fails
        to load costs nothing.

        Raises:
            OutputError: the file cannot be opened.
        """
        self._name = "standard output" if name == "-" else name
        self._interrupts = interrupts
        self._is_file = name != "-"
        self._stream = self._open(name)
        # Devices and named pipes cannot be cut.
        self._can_truncate = self._is_file and stat.S_ISREG(os.fstat(self._stream.fileno()).st_mode)
        self._written = 0

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads along."""
        return self._stream.isatty()

    @property
    def columns(self) -> int | None:
        """Width of the terminal in cells; None if it is none or does not say."""
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or None
        except OSError:
            return None

    def is_same_file(self, source: ByteSource) -> bool:
        """Whether writing would destroy what is yet to be read."""
        if not self._is_file:
            return False
        try:
            return os.path.sameopenfile(self._stream.fileno(), source.fileno())
        except OSError:
            return False

    def write(self, lines: bytes) -> None:
        """Write whole lines at once; Ctrl+C waits for them.

        Raises:
            BrokenPipeError: nobody reads standard output any more.
            OutputError: no space, no permission.
            KeyboardInterrupt: Ctrl+C was pressed meanwhile.
        """
        with self._interrupts.whole():
            try:
                if self._can_truncate and not self._written:
                    self._stream.truncate(0)
                rest = memoryview(lines)
                while rest:
                    rest = rest[self._stream.write(rest) or 0 :]
            except BrokenPipeError:
                raise
            except OSError as error:
                self._drop_partial_line()
                raise OutputError(
                    "{name} cannot be written ({reason}).",
                    hint="The lines written so far are complete." if self._is_file else "",
                    name=self._name,
                    reason=error.strerror,
                ) from error
            self._written += len(lines)

    def close(self) -> None:
        """Close a file; standard output stays open."""
        if self._is_file:
            self._stream.close()

    def _open(self, name: str) -> IO[bytes]:
        if not self._is_file:
            if sys.stdout is None:
                raise OutputError("Standard output is closed.", hint="Name a file with --output.")
            return _raw(sys.stdout.buffer)
        try:
            return Path(name).open("ab", buffering=0)
        except OSError as error:
            raise OutputError(
                "{name} cannot be written ({reason}).", name=name, reason=error.strerror
            ) from error

    def _drop_partial_line(self) -> None:
        """Cut off what a full disk left of the last lines."""
        if self._can_truncate:
            with suppress(OSError):
                self._stream.truncate(self._written)


def abandon_stdout() -> None:
    """Let nothing be written to a pipe that nobody reads, not even by Python when it ends."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _raw(stream: IO[bytes]) -> IO[bytes]:
    """Give the unbuffered stream beneath, where there is one."""
    raw: IO[bytes] = getattr(stream, "raw", stream)
    return raw
