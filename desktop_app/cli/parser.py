"""What can be said on the command line."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from desktop_app import __version__
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.cli.formats import OutputFormat

STANDARD_STREAM = "-"


class Options(argparse.Namespace):
    """Typed view of what was parsed; ``command`` is empty for the window."""

    command: str
    self_test: bool
    texts: list[str]
    input: str | None
    output: str
    format: OutputFormat | None
    base: str | None
    adapter: str | None
    quantization: Quantization
    device: DeviceChoice
    batch_size: int
    threads: int
    allow_pickle: bool

    @property
    def profile(self) -> Profile:
        """The model that the options name; the starter where they name none."""
        if self.base is None and self.adapter is None:
            named = Profile.starter()
        else:
            # Without a base, the adapter's own is taken when it is loaded.
            named = Profile(base=self.base or "", adapter=self.adapter or "")
        return dataclasses.replace(
            named,
            quantization=self.quantization,
            device=self.device,
            batch_size=self.batch_size,
            threads=self.threads,
            allow_pickle=self.allow_pickle,
        )


def parse_arguments(arguments: Sequence[str] | None = None) -> Options:
    """Parse ``sys.argv`` or ``arguments``.

    Raises:
        SystemExit: with 2 for bad usage, with 0 after ``--help`` and ``--version``.
    """
    parser = _parser()
    options = parser.parse_args(arguments, Options())
    if options.command == "classify":
        if options.texts and options.input is not None:
            parser.error("give either texts or --input, not both")
        options.format = (
            OutputFormat(options.format) if options.format else _format_by_name(options.output)
        )
        options.quantization = Quantization(options.quantization)
        options.device = DeviceChoice(options.device)
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="valence",
        description="Tells whether tweets are positive, negative or neutral, on this computer. "
        "Without a command, the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"Valence {__version__}")
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="try out everything that this copy can do, without touching your files",
    )
    parser.set_defaults(command="")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_classify(commands.add_parser("classify", help="classify texts in the terminal"))
    return parser


def _add_classify(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Classifies texts given as arguments, or else each line of the input. "
        "Exit codes: 0 done, 1 the work failed, 2 bad usage."
    )
    parser.add_argument("texts", nargs="*", metavar="TEXT", help="a text to classify")
    parser.add_argument(
        "--input", metavar="FILE", help="UTF-8, a text on each line; - is standard input"
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        default=STANDARD_STREAM,
        help="where answers are written; - is standard output, as is leaving it out",
    )
    parser.add_argument(
        "--format",
        choices=_values(OutputFormat),
        help="default: table on a terminal, by the name of the output file, else jsonl",
    )
    model = parser.add_argument_group(
        "model", "The small built-in model is used unless one is named."
    )
    model.add_argument(
        "--base",
        metavar="ID|DIR",
        help="GPT-Neo model: a folder or Hub id; default: what the adapter was made for",
    )
    model.add_argument("--adapter", metavar="ID|DIR", help="PEFT adapter: a folder or Hub id")
    model.add_argument(
        "--quantization",
        choices=_values(Quantization),
        default=Quantization.AUTO.value,
        help="precision of the weights (default: %(default)s)",
    )
    model.add_argument(
        "--device",
        choices=_values(DeviceChoice),
        default=DeviceChoice.AUTO.value,
        help="where the model runs (default: %(default)s)",
    )
    model.add_argument(
        "--batch-size",
        type=_batch_size,
        default=32,
        metavar="N",
        help="texts in one forward pass, 1 to 1024 (default: %(default)s)",
    )

    model.add_argument(
        "--threads",
        type=_threads,
        default=0,
        metavar="N",
        help="processor cores to calculate on (default: all physical ones)",
    )
    model.add_argument(
        "--allow-pickle",
        action="store_true",
        help="also read .bin and .pt weights, which can run code of whoever made them",
    )


def _values(choices: type[StrEnum]) -> list[str]:
    # Plain strings: argparse would show the members as Python writes them.
    return [choice.value for choice in choices]


def _batch_size(word: str) -> int:
    size = int(word)
    if not 1 <= size <= 1024:
        raise argparse.ArgumentTypeError("must be between 1 and 1024")
    return size


def _threads(word: str) -> int:
    threads = int(word)
    if not 0 <= threads <= 1024:
        raise argparse.ArgumentTypeError("must be between 0 and 1024")
    return threads


# argparse names the type in its message: "invalid whole number value: 'x'".
_batch_size.__name__ = _threads.__name__ = "whole number"


def _format_by_name(output: str) -> OutputFormat | None:
    """Give the format that a file's name promises; None where standard output decides."""
    if output == STANDARD_STREAM:
        return None
    return OutputFormat.CSV if Path(output).suffix.lower() == ".csv" else OutputFormat.JSONL
