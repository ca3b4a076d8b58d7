"""What can be said on the command line."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from desktop_app import __version__
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.cli.formats import OutputFormat

STANDARD_STREAM = "-"

_CLASSIFY = "classify"
_COMMANDS = (_CLASSIFY,)


class Options(argparse.Namespace):
    """Typed view of what was parsed; ``command`` is empty for the window."""

    command: str
    files: list[Path]
    texts: list[str]
    input: str | None
    output: str
    format: OutputFormat | None
    base: str | None
    adapter: str | None
    quantization: Quantization
    device: DeviceChoice
    batch_size: int
    allow_pickle: bool

    @property
    def profile(self) -> Profile:
        """The model that the options name; the starter where they name none."""
        published = Profile.published()
        if self.base is None and self.adapter is None:
            named = Profile.starter()
        else:
            # Without a base, the adapter's own is taken when it is loaded.
            named = Profile(base=self.base or "", adapter=self.adapter or "")
        if named.adapter == published.adapter:
            named = dataclasses.replace(named, label_tokens=published.label_tokens)
        return dataclasses.replace(
            named,
            quantization=self.quantization,
            device=self.device,
            batch_size=self.batch_size,
            allow_pickle=self.allow_pickle,
        )


def parse_arguments(arguments: Sequence[str] | None = None) -> Options:
    """Parse ``sys.argv`` or ``arguments``.

    Raises:
        SystemExit: with 2 for bad usage, with 0 after ``--help`` and ``--version``.
    """
    parser = _parser()
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words and not words[0].startswith("-") and words[0] not in _COMMANDS:
        return _for_files(words, parser)
    options = parser.parse_args(words, Options())
    if options.command == _CLASSIFY:
        if options.texts and options.input is not None:
            parser.error("give either texts or --input, not both")
        options.format = (
            OutputFormat(options.format) if options.format else _format_by_name(options.output)
        )
        options.quantization = Quantization(options.quantization)
        options.device = DeviceChoice(options.device)
    return options


def _for_files(names: Sequence[str], parser: argparse.ArgumentParser) -> Options:
    """Take the words for the names of files: argparse would take the first for a command."""
    for name in names:
        if not Path(name).is_file():
            parser.error(f"there is no file and no command named {name!r}")
    return Options(command="", files=[Path(name) for name in names])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="valence",
        usage="%(prog)s [-h] [--version] [FILE ...]\n       %(prog)s COMMAND ...",
        description="Tells whether tweets are positive, negative or neutral, on this computer. "
        "Without a command, the window opens, with the files if any are named.",
    )
    parser.add_argument("--version", action="version", version=f"Valence {__version__}")
    parser.set_defaults(command="", files=[])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_classify(commands.add_parser(_CLASSIFY, help="classify texts in the terminal"))
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


# argparse names the type in its message: "invalid whole number value: 'x'".
_batch_size.__name__ = "whole number"


def _format_by_name(output: str) -> OutputFormat | None:
    """Give the format that a file's name promises; None where standard output decides."""
    if output == STANDARD_STREAM:
        return None
    return OutputFormat.CSV if Path(output).suffix.lower() == ".csv" else OutputFormat.JSONL
