"""What a training run says while it runs: the trainer's interface.

One JSON object a line, on standard output and in the run folder's ``events.jsonl``. Every line has

* ``event``: the kind, one of the classes below in lower case (``step``, ``evaluation``, ...),
* ``version``: of this format, ``VERSION``,
* ``time``: seconds since the epoch,

and the fields of its class. An object with texts for people may also have ``sentences``: of what
they are made, so that a window can say them in its own language (``desktop_app.sentences``).

A run is ``Started`` once for each process that works on it; after a resumption ``events.jsonl``
goes on where the checkpoint was, so that no step stands in it twice. The last line of a process
that was not killed is ``Failed`` or ``Finished``.

Within one version, fields and kinds are only ever added. A reader passes over fields that it does
not know and gets ``Unknown`` for a kind that it does not know. This module imports next to nothing,
so that a window can read with it without loading any of the trainer.

The other direction is one word a line on standard input: ``cancel``, ``pause`` or ``continue``;
or, for whoever did not start the process, the same word in the run folder's file ``control``.
Cancelling, like SIGINT and SIGTERM, lets the step in hand end and writes a checkpoint.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, Self

from desktop_app.sentences import restored, with_templates

VERSION = 1


class ExitCode(IntEnum):
    """What the trainer's process ends with."""

    SUCCESS = 0
    FAILURE = 1
    BAD_INPUT = 2
    """Options, data or model are not what they have to be; also what argparse ends with."""
    CANCELLED = 3
    """By the user. A checkpoint was written; ``--resume`` goes on from it."""
    OUT_OF_MEMORY = 4
    """Not even one text at a time fits."""


class Reason(StrEnum):
    """Why a run failed."""

    BAD_INPUT = "bad-input"
    OUT_OF_MEMORY = "out-of-memory"
    DISK_FULL = "disk-full"
    FAILURE = "failure"

    @property
    def exit_code(self) -> ExitCode:
        """What the process ends with."""
        codes = {
            Reason.BAD_INPUT: ExitCode.BAD_INPUT,
            Reason.OUT_OF_MEMORY: ExitCode.OUT_OF_MEMORY,
        }
        return codes.get(self, ExitCode.FAILURE)


class Outcome(StrEnum):
    """How a run that did not fail ended."""

    COMPLETED = "completed"
    STOPPED_EARLY = "stopped-early"
    CANCELLED = "cancelled"
    ESTIMATED = "estimated"
    """A dry run: data report and estimate, and nothing trained or written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all kinds share: reading and writing."""

    def to_json(self) -> dict[str, Any]:
        """Return the line's content, but for ``time``, which the writer adds."""
        values = {"event": kind_of(type(self)), "version": VERSION, **dataclasses.asdict(self)}
        plain: dict[str, Any] = with_templates(values)
        return plain

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Take the fields that this kind has.

        Raises:
            TypeError: one without a default is missing.
        """
        names = {each.name for each in dataclasses.fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Event):
    """A process begins to work on the run.

    Attributes:
        step: 0, or that of the checkpoint it goes on from.
        total_steps: after which the run is over, if nothing ends it before.
        resumed: whether it goes on from a checkpoint.
        pid: of the process that writes.
        processes: how many train together.
        device: as people read it.
        base: directory or Hub id.
        adapter: that the training continues, or an empty string.
        trainable: number of weights that are trained.
        parameters: number of weights in all.
        unpacked: whether the frozen 4-bit weights were laid out as the numbers that they stand for,
            for speed, because a GPU's memory had room.
    """

    step: int
    total_steps: int
    resumed: bool
    pid: int
    processes: int
    device: str
    base: str
    adapter: str
    trainable: int
    parameters: int
    unpacked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Data(Event):
    """What was read, before training.

    Attributes:
        source: as given.
        fingerprint: of texts and labels in order; the same data have the same.
        train: rows that are trained on.
        validation: rows that are evaluated on.
        held_out: whether validation was taken from train because the source has none.
        train_shares: share of each class among the rows trained on, by label word.
        validation_shares: likewise of those evaluated on.
        dropped: number of rows left out, by reason.
        skipped: the first of the bad rows: ``file``, ``line`` and ``reason``.
        tokens: lengths of the prompts trained on: ``median``, ``p95`` and ``longest``.
        truncated: number of texts trained on that are cut to the longest prompt.
    """

    source: str
    fingerprint: str
    train: int
    validation: int
    held_out: bool
    train_shares: Mapping[str, float]
    validation_shares: Mapping[str, float]
    dropped: Mapping[str, int]
    skipped: list[dict[str, Any]] = field(default_factory=list)
    tokens: Mapping[str, int] = field(default_factory=dict)
    truncated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Event):
    """What the run will take, from timing steps that change nothing.

    Attributes:
        seconds: for all steps and evaluations that are left.
        memory_bytes: of the process (CPU) or on the device (GPU) at its highest.
        available_bytes: that memory's free part before, plus what the process already had.
    """

    seconds: float
    memory_bytes: int
    available_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Event):
    """One optimiser step was taken.

    Attributes:
        step: counted from 1.
        loss: mean over the step's texts, in nats.
        learning_rate: that the step was taken with.
        gradient_norm: before clipping.
        examples: number of texts in the step, of all processes.
        tokens_per_second: of all processes, padding not counted.
        memory_bytes: highest so far.
        seconds_left: for the rest of the run.
    """

    step: int
    loss: float
    learning_rate: float
    gradient_norm: float
    examples: int
    tokens_per_second: float
    memory_bytes: int
    seconds_left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Event):
    """The validation split was evaluated.

    Attributes:
        step: after which.
        metrics: ``macro_recall``, ``nll``, ``confusion`` and the others of
            ``desktop_app.classifier.metrics.Metrics``, calibrated by cross-fitting.
        standard_error: of the macro-recall.
        best: whether this is the best adapter so far.
        best_step: step of the best so far.
        without_improvement: evaluations since the best one.
        patience: at how many of them the run ends.
    """

    step: int
    metrics: Mapping[str, Any]
    standard_error: float
    best: bool
    best_step: int
    without_improvement: int
    patience: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint(Event):
    """A checkpoint is safely on disk.

    Attributes:
        step: that it goes on after.
        name: of its folder in ``checkpoints``.
        best: whether its adapter is the best so far.
    """

    step: int
    name: str
    best: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """The run waits, as it was told to."""

    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Continued(Event):
    """The run goes on after a pause."""

    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning(Event):  # noqa: A001 - kinds are named as the stream names them
    """Something the user should know that does not end the run.

    Attributes:
        code: ``slow``, ``memory``, ``out-of-memory``, ``damaged-checkpoint``, ``skipped-rows`` or
            ``processes``.
        message: one plain sentence.
        step: at which, if at one.
    """

    code: str
    message: str
    step: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Event):
    """The run ended by an error.

    Attributes:
        reason: one of ``Reason``.
        message: one plain sentence.
        hint: what can be done, or an empty string.
        details: a traceback where the error is a defect of the program, else an empty string.
    """

    reason: str
    message: str
    hint: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Event):
    """The run ended as it should.

    Attributes:
        outcome: one of ``Outcome``.
        step: that was reached.
        adapter: folder of the adapter, or an empty string where none was written.
        best_step: whose adapter it is.
        before: metrics before training, as in ``Evaluation``.
        after: metrics of the adapter that was kept.
    """

    outcome: str
    step: int
    adapter: str = ""
    best_step: int | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Event):
    """A kind that a newer trainer writes.

    Attributes:
        kind: its name.
        values: everything the line has.
    """

    kind: str
    values: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the line's content as it was."""
        return dict(self.values)


def kind_of(event: type[Event]) -> str:
    """Return the name under which the stream has a class of events."""
    return event.__name__.lower()


KINDS: Mapping[str, type[Event]] = {
    kind_of(event): event
    for event in (
        Started,
        Data,
        Estimate,
        Step,
        Evaluation,
        Checkpoint,
        Paused,
        Continued,
        Warning,
        Failed,
        Finished,
    )
}


def from_json(values: Mapping[str, Any]) -> Event:
    """Read the content of one line.

    Raises:
        ValueError: it is no event, or lacks a field that its kind always has.
    """
    kind = values.get("event")
    if not isinstance(kind, str):
        raise ValueError("the line names no event")
    event = KINDS.get(kind)
    if event is None:
        return Unknown(kind=kind, values=values)
    try:
        return event.from_values(restored(values))
    except TypeError as error:
        raise ValueError(f"the {kind} event is incomplete: {error}") from None


def parse_line(line: str) -> Event:
    """Read one line.

    Raises:
        ValueError: it is not a JSON object that is an event; the last line of a process that was
            killed can be cut off.
    """
    values = json.loads(line)
    if not isinstance(values, dict):
        raise ValueError("the line is no JSON object")
    return from_json(values)
