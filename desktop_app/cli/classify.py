"""``valence classify``: texts in, answers out, as a stream."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.classifier.errors import EmptyTextError
from desktop_app.classifier.processes import (
    ONLY_ONE_STARTED,
    is_first,
    launched_for_several,
    launched_together,
)
from desktop_app.classifier.profile import LabelTokens
from desktop_app.classifier.sharding import ShardedClassifier
from desktop_app.cli.formats import Csv, Encoder, JsonLines, OutputFormat, Table
from desktop_app.cli.launched import answer_for_the_first, lead
from desktop_app.cli.lines import Block, LineReader, from_arguments
from desktop_app.cli.pace import Pace
from desktop_app.cli.parser import STANDARD_STREAM
from desktop_app.cli.progress import Progress
from desktop_app.cli.quiet import silence_libraries
from desktop_app.cli.streams import Output, OutputError, open_input, say
from desktop_app.models import readying

if TYPE_CHECKING:
    from desktop_app.classifier.classifier import SentimentClassifier
    from desktop_app.classifier.label_probe import LabelProbe
    from desktop_app.classifier.profile import Profile
    from desktop_app.cli.interrupts import Interrupts
    from desktop_app.cli.parser import Options


def classify(options: Options, interrupts: Interrupts) -> None:
    """Do what ``valence classify`` was asked for.

    Under ``accelerate launch`` the first process does, and the others answer for it.

    Raises:
        UserError: what cannot be read, loaded or written, in a sentence.
        BrokenPipeError: nobody reads standard output any more.
        KeyboardInterrupt: on Ctrl+C, between lines.
    """
    if launched_together() and not is_first():
        answer_for_the_first(options.profile)
        return
    if launched_for_several() and not launched_together():
        say(ONLY_ONE_STARTED)
    if options.is_table:
        from desktop_app.cli.tables import classify_table

        classify_table(options, interrupts)
        return
    if options.texts:
        texts = [text for text in from_arguments(options.texts) if text and not text.isspace()]
        if not texts:
            raise EmptyTextError("There is no text to classify.", hint="Give some in quotes.")
        output = Output(options.output, interrupts)
        _answer([Block(texts)], None, output, options)
        return
    source = open_input(STANDARD_STREAM if options.input is None else options.input)
    reader = LineReader(source)
    output = Output(options.output, interrupts)
    if output.is_same_file(source):
        raise OutputError(
            "{path} is the input as well, and would be overwritten before it is read.",
            hint="Choose another file for the answers.",
            path=options.output,
        )
    if options.input is None and sys.stdin.isatty():
        say("Type a text and press Enter; Ctrl+D ends.")
    _answer(reader.blocks(), reader, output, options)


def _answer(
    blocks: Iterable[Block], reader: LineReader | None, output: Output, options: Options
) -> None:
    with load_classifier(options.profile) as classifier:
        answered = Answering(classifier, output, encoder_for(options.format, output))
        answered.run(blocks, reader)
    output.close()
    report(answered, reader)


class Answering:
    """Classifies blocks and writes the answers, in the order of the texts.

    Attributes:
        texts: number answered.
        truncated: number of texts that the model saw only the beginning of.
    """

    def __init__(
        self,
        classifier: SentimentClassifier | ShardedClassifier,
        output: Output,
        encoder: Encoder,
    ) -> None:
        self._classifier = classifier
        self._output = output
        self._encoder = encoder
        self._pace = Pace(classifier.batch_size)
        self.texts = 0
        self.truncated = 0

    def run(self, blocks: Iterable[Block], reader: LineReader | None) -> None:
        """Answer for all ``blocks``."""
        progress = Progress.on_terminal(
            reader.size if reader else None, hidden=self._output.is_terminal
        )
        consumed = 0.0
        try:
            self._output.write(self._encoder.header)
            for block in blocks:
                done = 0
                while done < len(block.texts):
                    taken = self._step(block, done)
                    done += taken
                    consumed += block.size * taken / len(block.texts)
                    progress.update(self.texts, consumed)
        finally:
            progress.clear()

    def _step(self, block: Block, done: int) -> int:
        """Answer for the next texts of ``block`` and give their number."""
        texts = block.texts[done : done + self._pace.texts]
        with self._pace.measured():
            answers = list(self._classifier.classify_stream(texts))
            self._output.write(self._encoder.encode(answers))
        self.texts += len(answers)
        self.truncated += sum(prediction.truncated for _, prediction in answers)
        return len(answers)


def load_classifier(profile: Profile) -> SentimentClassifier | ShardedClassifier:
    """Load the model quietly; a terminal is told that it takes a moment.

    Where several processes were launched together, they all load it.

    Raises:
        UserError: it cannot be loaded.
    """
    silence_libraries()
    watched = sys.stderr is not None and sys.stderr.isatty()
    if watched and not profile.is_starter:
        name = profile.name if profile.base else Path(profile.adapter).name
        say(f"Loading {name}. What is not on this computer yet is downloaded first.")
    conversion = Progress.on_terminal(None, hidden=False)
    load = partial(readying.load_classifier, profile, progress=conversion.update_conversion)
    try:
        classifier = lead(profile, load) if launched_together() else load()
    finally:
        conversion.clear()
    if watched and (probe := classifier.engine_facts.label_probe):
        say(_probed(probe))
    return classifier


def _probed(probe: LabelProbe) -> str:
    words = {LabelTokens.SPACED: "whole words", LabelTokens.FIRST_PIECE: "first pieces"}
    against = "" if probe.rejected_recall is None else f" against {probe.rejected_recall:.0%}"
    return f"Label tokens: {words[probe.chosen]} (probe: {probe.chosen_recall:.0%}{against})."


def encoder_for(chosen: OutputFormat | None, output: Output) -> Encoder:
    """Give the encoder of the chosen format; by default a table for people, else JSON Lines."""
    default = OutputFormat.TABLE if output.is_terminal else OutputFormat.JSONL
    match chosen or default:
        case OutputFormat.JSONL:
            return JsonLines()
        case OutputFormat.CSV:
            return Csv()
        case OutputFormat.TABLE:
            return Table(output.columns, sys.stdout.encoding if output.is_terminal else "utf-8")


def report(answered: Answering, reader: LineReader | None) -> None:
    """Say on standard error what the answers do not show."""
    if reader and reader.blank:
        say(f"{_count(reader.blank, 'blank line')} skipped.")
    if reader and reader.undecodable:
        say(
            f"{_count(reader.undecodable, 'line')} not valid UTF-8; "
            "each unreadable byte is written as \N{REPLACEMENT CHARACTER}."
        )
    if answered.truncated:
        say(f"{_count(answered.truncated, 'text')} too long for the model; the end was left out.")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun} was" if number == 1 else f"{number:,} {noun}s were"
