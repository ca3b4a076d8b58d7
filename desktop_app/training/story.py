"""What a run has said so far, in the form in which it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from trainer import events

# A long run's file is read in pieces, so that the window is not held up: this one takes a few
# milliseconds.
PIECE_BYTES = 1 << 16


@dataclass(slots=True)
class RunStory:
    """The events of one run, sorted by what they are for.

    Attributes:
        started: the last process that began to work on it.
        data: what was read.
        estimate: of time and memory.
        steps: that were taken, in order.
        evaluations: of the validation split, in order.
        warnings: all of them.
        paused: whether it waits.
        checkpoint: whether there is one to go on from.
        end: the last word of the last process, if it had one.
    """

    started: events.Started | None = None
    data: events.Data | None = None
    estimate: events.Estimate | None = None
    steps: list[events.Step] = field(default_factory=list)
    evaluations: list[events.Evaluation] = field(default_factory=list)
    warnings: list[events.Warning] = field(default_factory=list)
    paused: bool = False
    checkpoint: bool = False
    end: events.Failed | events.Finished | None = None

    def take(self, new: Iterable[events.Event]) -> None:
        """Add events in the order in which they were written."""
        for event in new:
            match event:
                case events.Started():
                    self.started, self.end, self.paused = event, None, False
                case events.Paused() | events.Continued():
                    self.paused = isinstance(event, events.Paused)
                case events.Checkpoint():
                    self.checkpoint = True
                case events.Failed() | events.Finished():
                    self.end, self.paused = event, False
                case _:
                    self._keep(event)

    def _keep(self, event: events.Event) -> None:
        match event:
            case events.Data():
                self.data = event
            case events.Estimate():
                self.estimate = event
            case events.Step():
                self.steps.append(event)
            case events.Evaluation():
                self.evaluations.append(event)
            case events.Warning():
                self.warnings.append(event)


class EventTail:
    """Reads a growing file of events, from where it was left."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity: tuple[int, int] = (0, 0)
        self._offset = 0
        self._rest = b""
        self._has_more = True

    @property
    def has_more(self) -> bool:
        """Whether the file is longer than what has been read, as far as is known."""
        return self._has_more

    def read(self) -> tuple[list[events.Event], bool]:
        """Return what has been added, and whether it is from the beginning of another file.

        A resumed run's file is written anew, without the steps after its checkpoint. One piece is
        read; call again while it ``has_more``.
        """
        try:
            with self._path.open("rb") as file:
                anew = self._begins_anew()
                file.seek(self._offset)
                piece = file.read(PIECE_BYTES)
        except OSError:
            self._has_more = False
            return [], False
        self._has_more = len(piece) == PIECE_BYTES
        self._offset += len(piece)
        *lines, self._rest = (self._rest + piece).split(b"\n")
        found = []
        for line in lines:
            try:
                found.append(events.parse_line(line.decode("utf-8", "replace")))
            except ValueError:
                continue  # Cut off by a kill.
        return found, anew

    def _begins_anew(self) -> bool:
        status = self._path.stat()
        identity = (status.st_dev, status.st_ino)
        if identity == self._identity and status.st_size >= self._offset:
            return False
        self._identity, self._offset, self._rest = identity, 0, b""
        return True
