"""Where a command reads from and writes to: files and the standard streams, as bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol, Self

from desktop_app.cli.interrupts import Interrupts
from desktop_app.errors import UserError
from desktop_app.tabular.table import exported_file


class InputError(UserError):
    """The input cannot be opened or read."""


class OutputError(UserError):
    """The output cannot be opened or written."""


class ByteSource(Protocol):
    """An unbuffered stream: ``read`` returns what is there, and waits only for the first byte."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most ``size`` bytes, none at the end."""

    def fileno(self) -> int:
        """Return the descriptor."""

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


class Begun:
    """A stream of which the beginning was read already, and is read once more."""

    def __init__(self, source: ByteSource, head: bytes) -> None:
        self._source = source
        self._head = head

    def read(self, size: int, /) -> bytes | None:
        """Return at most ``size`` bytes, none at the end."""
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._source.read(size)

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._source.fileno()

    def close(self) -> None:
        """Close it."""
        self._source.close()


class Output:
    """Whole lines into a file or standard output.

    Attributes:
        stream: takes the bytes; for formats that are more than lines.
        is_complete: whether the last answer was written, and all that belongs after it.
    """

    def __init__(
        self, stream: IO[bytes], name: str, interrupts: Interrupts, *, is_file: bool = False
    ) -> None:
        """Write to an open stream.

        Args:
            stream: takes the bytes.
            name: of the stream, for people.
            interrupts: wait for whole lines.
            is_file: whether it is a file that is there at the end, or else as it was.
        """
        self.stream = stream
        self.is_complete = False
        self._name = name
        self._interrupts = interrupts
        self._is_file = is_file

    @classmethod
    def to_stdout(cls, interrupts: Interrupts) -> Self:
        """Write to standard output.

        Raises:
            OutputError: it is closed.
        """
        if sys.stdout is None:
            raise OutputError("Standard output is closed.", hint="Name a file with --output.")
        return cls(_raw(sys.stdout.buffer), "standard output", interrupts)

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads along."""
        return self.stream.isatty()

    @property
    def columns(self) -> int | None:
        """Width of the terminal in cells; None if it is none or does not say."""
        try:
            return os.get_terminal_size(self.stream.fileno()).columns or None
        except OSError:
            return None

    def write(self, lines: bytes) -> None:
        """Write whole lines at once.

        Raises:
            BrokenPipeError: nobody reads any more.
            OutputError: no space, no permission.
            KeyboardInterrupt: Ctrl+C was pressed meanwhile.
        """
        with self.whole():
            rest = memoryview(lines)
            while rest:
                rest = rest[self.stream.write(rest) or 0 :]
            # Whoever reads a pipe gets each answer as it comes.
            self.stream.flush()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Let Ctrl+C wait until what the block writes is written.

        Raises:
            BrokenPipeError: nobody reads any more.
            OutputError: no space, no permission.
            KeyboardInterrupt: Ctrl+C was pressed meanwhile.
        """
        with self._interrupts.whole():
            try:
                yield
            except BrokenPipeError:
                raise
            except OSError as error:
                raise OutputError(
                    "{name} cannot be written ({reason}).",
                    hint="What was there before is unchanged." if self._is_file else "",
                    name=self._name,
                    reason=error.strerror or error,
                ) from error


@contextmanager
def open_output(path: Path | None, interrupts: Interrupts) -> Iterator[Output]:
    """Open a file that is at the end there as a whole, or as it was; or standard output.

    What Ctrl+C cuts short is kept if it was made complete: it may have been the only way to end.

    Args:
        path: of the file; None for standard output.
        interrupts: wait for whole lines.

    Raises:
        ExportError: the file cannot be written.
        WriteProtectedError: there is such a file, and nobody or not this user may write to it.
        OutputError: standard output is closed.
    """
    if path is None:
        yield Output.to_stdout(interrupts)
        return
    interruption: KeyboardInterrupt | None = None
    with exported_file(path) as stream:
        output = Output(stream, str(path), interrupts, is_file=True)
        try:
            yield output
        except KeyboardInterrupt as raised:
            if not output.is_complete:
                raise
            interruption = raised
    if interruption is not None:
        raise interruption


def refuse_overwriting(source: ByteSource, path: Path | None) -> None:
    """Keep what is read from being replaced by its answers.

    Raises:
        OutputError: it is the file to be written as well.
    """
    if path is None:
        return
    try:
        is_same = os.path.samestat(path.stat(), os.fstat(source.fileno()))
    except OSError:
        return
    # A terminal or a device can be both.
    if is_same and path.is_file():
        raise OutputError(
            "{path} is the input as well, and would be overwritten.",
            hint="Choose another file for the answers.",
            path=path,
        )


def abandon_stdout() -> None:
    """Let nothing be written to a pipe that nobody reads, not even by Python when it ends."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _raw(stream: IO[bytes]) -> IO[bytes]:
    """Return the unbuffered stream beneath, where there is one."""
    raw: IO[bytes] = getattr(stream, "raw", stream)
    return raw
