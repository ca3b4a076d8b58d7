"""What can be said on the command line."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from desktop_app import __version__
from desktop_app.classifier.profile import BATCH_SIZE, DeviceChoice, Profile, Quantization
from desktop_app.documents.layout import ReadingChoices
from desktop_app.tabular.style import TableFormat, TableStyle, promised_format

STANDARD_STREAM = "-"

_CLASSIFY = "classify"
_MODELS = "models"
_COMMANDS = (_CLASSIFY, _MODELS)

# The format that is for people to read on a terminal.
_SHOWN = "table"


class Options(argparse.Namespace):
    """Typed view of what was parsed; ``command`` is empty for the window."""

    command: str
    files: list[Path]
    self_test: bool = False
    texts: list[str]
    input: str | None
    output: str
    is_shown: bool = False
    format: TableFormat | None
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int | None
    is_table: bool = False
    text_column: str | None
    date_column: str | None
    gold_column: str | None
    json: bool
    bom: bool
    keep_formulas: bool
    base: str | None
    adapter: str | None
    quantization: Quantization
    device: DeviceChoice
    batch_size: int
    threads: int
    allow_pickle: bool
    action: str
    model: str
    run: str
    repository: str | None
    public: bool

    @property
    def choices(self) -> ReadingChoices:
        """How the input is to be read, as far as that is said."""
        return ReadingChoices(self.encoding, self.delimiter, self.sheet, self.header_row)

    @property
    def names_table(self) -> bool:
        """Whether an option says that the input is a table."""
        columns = (self.text_column, self.date_column, self.gold_column)
        said = (*columns, self.delimiter, self.sheet, self.header_row)
        return any(each is not None for each in said)

    @property
    def output_file(self) -> Path | None:
        """The file to write; None for standard output."""
        return None if self.output == STANDARD_STREAM else Path(self.output)

    def style(self, otherwise: TableFormat) -> TableStyle:
        """Return how a table is written.

        Args:
            otherwise: its format, where neither an option nor the name of the output says it.
        """
        return TableStyle(self.format or otherwise, bom=self.bom, defuse=not self.keep_formulas)

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
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words or not (words[0].startswith("-") or words[0] in _COMMANDS):
        return _for_files(words)
    parser = _parser()
    options = parser.parse_args(words, Options())
    if options.command == _CLASSIFY:
        if options.texts and options.input is not None:
            parser.error("give either texts or --input, not both")
        if options.texts and options.names_table:
            parser.error("texts given as arguments are no table; name one with --input")
        options.is_table = _is_table(options)
        if options.is_table:
            _check_table(parser, options)
        else:
            _check_lines(parser, options)
        _settle_format(parser, options)
        options.quantization = Quantization(options.quantization)
        options.device = DeviceChoice(options.device)
    return options


def _is_table(options: Options) -> bool:
    """Whether the input is a table, by its content; of standard input, as far as that is said."""
    if options.names_table or options.input is None or options.input == STANDARD_STREAM:
        return options.names_table
    # Reading files takes more than reading a command line.
    from desktop_app.documents.detection import detect
    from desktop_app.documents.errors import DocumentError
    from desktop_app.documents.formats.registry import format_of, promised_by

    path = Path(options.input)
    if not path.is_file():
        promised = promised_by(path)
        return promised is not None and promised.is_table
    try:
        return format_of(detect(path, options.choices).layout.format).is_table
    except DocumentError:
        # Said when it is opened.
        return True


def _for_files(names: Sequence[str]) -> Options:
    """Take the words for the names of files: argparse would take the first for a command.

    The window is not to wait for a parser that it does not need.
    """
    for name in names:
        if not Path(name).is_file():
            _parser().error(f"there is no file and no command named {name!r}")
    return Options(command="", files=[Path(name) for name in names])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="valence",
        usage="%(prog)s [-h] [--version] [FILE ...]\n       %(prog)s COMMAND ...",
        description="Tells whether tweets are positive, negative or neutral, on this computer. "
        "Without a command, the window opens, with the files if any are named.",
    )
    parser.add_argument("--version", action="version", version=f"Valence {__version__}")
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="try out everything that this copy can do, without touching your files",
    )
    parser.set_defaults(command="", files=[])
    # Without a name of its own it would take the two lines of usage for one.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog=parser.prog)
    _add_classify(commands.add_parser(_CLASSIFY, help="classify texts in the terminal"))
    _add_models(commands.add_parser(_MODELS, help="list, download and delete models"))
    return parser


def _add_classify(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Classifies texts given as arguments, or else each line of the input, or a column of a "
        "table. Exit codes: 0 done, 1 the work failed, 2 bad usage; rows of a table that cannot "
        "be read are named and get no answer, and the rest is done."
    )
    parser.add_argument("texts", nargs="*", metavar="TEXT", help="a text to classify")
    parser.add_argument(
        "--input",
        metavar="FILE",
        help="a text on each line, or a table: CSV, TSV, JSON, a workbook or Parquet, also packed; "
        "- is standard input",
    )
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        help="of the input, such as utf-8 or cp1252; by default it is found",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        default=STANDARD_STREAM,
        help="where answers are written; - is standard output, as is leaving it out",
    )
    parser.add_argument(
        "--format",
        choices=[_SHOWN, *_values(TableFormat)],
        help="default: table on a terminal, by the name of the output file, else jsonl, or csv for "
        "a table that is not JSON itself; xlsx and parquet need --output",
    )
    parser.add_argument(
        "--bom", action="store_true", help="begin CSV with a byte order mark, for Excel"
    )
    parser.add_argument(
        "--keep-formulas",
        action="store_true",
        help="write CSV cells that begin with = + - @ as they are; by default they get an "
        "apostrophe, so that no spreadsheet program runs them",
    )
    _add_table_options(parser)
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
        default=BATCH_SIZE,
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
    _add_allow_pickle(model)


def _add_models(parser: argparse.ArgumentParser) -> None:
    parser.description = "Lists, downloads and deletes the models that Valence can use."
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="show what is here and what can be downloaded")
    listing.add_argument("--json", action="store_true", help="all that is known, for programs")
    download = actions.add_parser(
        "download", help="fetch a model; one that was interrupted goes on"
    )
    download.add_argument("--adapter", metavar="ID", help="fetch this adapter as well")
    _add_allow_pickle(download)
    remove = actions.add_parser("remove", help="delete a downloaded model")
    path = actions.add_parser("path", help="print where a downloaded model lies")
    publish = actions.add_parser("publish", help="send an adapter that was trained here to the Hub")
    publish.add_argument("run", metavar="RUN", help="name of a training run, or its folder")
    publish.add_argument(
        "--as", dest="repository", metavar="NAME", help="name or owner/name; by default the run's"
    )
    publish.add_argument("--public", action="store_true", help="let everybody see it")
    for action in (download, remove, path):
        action.add_argument("model", metavar="ID", help="a Hub id, or a name of the list")


def _add_allow_pickle(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    parser.add_argument(
        "--allow-pickle",
        action="store_true",
        help="also read .bin and .pt weights, which can run code of whoever made them",
    )


def _add_table_options(parser: argparse.ArgumentParser) -> None:
    table = parser.add_argument_group(
        "table",
        "A table keeps its columns, and gets sentiment, confidence, p_negative, p_neutral, "
        "p_positive and model.",
    )
    table.add_argument(
        "--text-column", metavar="NAME", help="has the texts; by default it is guessed"
    )
    table.add_argument("--date-column", metavar="NAME", help="has dates, which are checked")
    table.add_argument(
        "--delimiter",
        type=_delimiter,
        metavar="CHARACTER",
        help="between the columns of CSV, such as ; or tab; by default it is found",
    )
    table.add_argument("--sheet", metavar="NAME", help="of a workbook; by default one with texts")
    table.add_argument(
        "--header-row",
        type=_row,
        metavar="N",
        help="line or row with the names of the columns, 0 for none; by default it is found",
    )
    table.add_argument(
        "--gold-column",
        metavar="NAME",
        help="has right labels: prints accuracy, macro-recall and the confusion matrix",
    )
    table.add_argument(
        "--json", action="store_true", help="print a summary as JSON; needs --output"
    )


def _check_lines(parser: argparse.ArgumentParser, options: Options) -> None:
    """Refuse what only tables have."""
    if options.json:
        parser.error("--json needs an input that is a table")


def _check_table(parser: argparse.ArgumentParser, options: Options) -> None:
    """Refuse what makes no sense for a labelled table."""
    if options.output_file is None:
        if options.json:
            parser.error("--json needs --output with a file")
    elif options.format == _SHOWN:
        parser.error("--format table shows answers on standard output; leave out --output")


def _settle_format(parser: argparse.ArgumentParser, options: Options) -> None:
    """Take the format that is named, or that the name of the output promises."""
    # Until here it is the word that was given.
    given: str | None = options.format
    options.is_shown = given == _SHOWN
    options.format = None
    if given is not None and not options.is_shown:
        options.format = TableFormat(given)
        if options.output_file is None and not options.format.is_text:
            parser.error(f"--format {given} needs --output with a file")
    elif given is None and options.output_file is not None:
        options.format = promised_format(options.output_file)


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


def _row(word: str) -> int:
    row = int(word)
    if row < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return row


def _delimiter(word: str) -> str:
    """Take a character, or the name of one that a shell does not hand over easily."""
    named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "bar": "|", "space": " "}
    character = named.get(word.casefold(), word)
    if len(character) != 1 or character in '\r\n"':
        raise argparse.ArgumentTypeError("must be one character, or tab")
    return character


# argparse names the type in its message: "invalid whole number value: 'x'".
_batch_size.__name__ = _threads.__name__ = _row.__name__ = "whole number"
