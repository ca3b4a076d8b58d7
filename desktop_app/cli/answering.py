"""What every way to classify in the terminal shares: the model, the answers, and what is said."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.process_group.group import launched_together
from desktop_app.classifier.process_group.sharding import ShardedClassifier
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.cli.formats import Csv, Encoder, JsonLines, OutputFormat, TextTable
from desktop_app.cli.launched import lead
from desktop_app.cli.lines import Block, LineReader
from desktop_app.cli.pace import Pace
from desktop_app.cli.progress import TerminalProgress
from desktop_app.cli.quiet import silence_libraries
from desktop_app.cli.streams import Output, say

if TYPE_CHECKING:
    from desktop_app.classifier.engines.base import LabelProbe
    from desktop_app.classifier.profile import Profile


def load_announced(profile: Profile) -> SentimentClassifier | ShardedClassifier:
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
    conversion = TerminalProgress.on_terminal(None, hidden=False)
    load = partial(SentimentClassifier.load, profile, progress=conversion.update_conversion)
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
        progress = TerminalProgress.on_terminal(
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


def encoder_for(chosen: OutputFormat | None, output: Output) -> Encoder:
    """Give the encoder of the chosen format; by default a table for people, else JSON Lines."""
    default = OutputFormat.TABLE if output.is_terminal else OutputFormat.JSONL
    match chosen or default:
        case OutputFormat.JSONL:
            return JsonLines()
        case OutputFormat.CSV:
            return Csv()
        case OutputFormat.TABLE:
            return TextTable(output.columns, sys.stdout.encoding if output.is_terminal else "utf-8")


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
