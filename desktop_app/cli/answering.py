"""What every way to classify in the terminal shares: the model, the answers, and what is said."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.process_group.group import launched_together
from desktop_app.classifier.process_group.sharding import ShardedClassifier
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.cli.formats import AnswerRows, AnswerWriter, TextTable
from desktop_app.cli.launched import lead
from desktop_app.cli.lines import Block, LineReader
from desktop_app.cli.pace import Pace
from desktop_app.cli.progress import TerminalProgress
from desktop_app.cli.quiet import silence_libraries
from desktop_app.cli.streams import Output, say
from desktop_app.documents.encodings import ENCODINGS
from desktop_app.tabular.changes import Change, Changes
from desktop_app.tabular.style import TableStyle

if TYPE_CHECKING:
    from desktop_app.classifier.engines.base import LabelProbe
    from desktop_app.classifier.profile import Profile


_CHANGES = {
    Change.DEFUSED: "Cells that begin like a formula, written with an apostrophe before them "
    "(--keep-formulas leaves it out)",
    Change.CONTROL_CHARACTERS: "Cells with characters that XLSX cannot hold, which were replaced",
    Change.CUT: "Cells longer than XLSX allows, which were cut",
}


def model_name(profile: Profile) -> str:
    """Return the name of a model as it stands beside its answers."""
    return profile.name if profile.base else Path(profile.adapter).name


def load_announced(profile: Profile) -> SentimentClassifier | ShardedClassifier:
    """Load the model quietly; a terminal is told that it takes a moment.

    Where several processes were launched together, they all load it.

    Raises:
        UserError: it cannot be loaded.
    """
    silence_libraries()
    watched = sys.stderr is not None and sys.stderr.isatty()
    if watched and not profile.is_starter:
        say(f"Loading {model_name(profile)}. What is not on this computer yet is downloaded first.")
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
        changes: texts that the format could not take as they were.
    """

    def __init__(
        self,
        classifier: SentimentClassifier | ShardedClassifier,
        output: Output,
        writer: AnswerWriter,
    ) -> None:
        self._classifier = classifier
        self._output = output
        self._writer = writer
        self._pace = Pace(classifier.batch_size)
        self.texts = 0
        self.truncated = 0
        self.changes = writer.changes

    def run(self, blocks: Iterable[Block], reader: LineReader | None) -> None:
        """Answer for all ``blocks``."""
        progress = TerminalProgress.on_terminal(
            reader.size if reader else None, hidden=self._output.is_terminal
        )
        consumed = 0.0
        try:
            for block in blocks:
                done = 0
                while done < len(block.texts):
                    taken = self._step(block, done)
                    done += taken
                    consumed += block.size * taken / len(block.texts)
                    progress.update(self.texts, consumed)
        except KeyboardInterrupt:
            if self.texts:
                self._complete()
            raise
        finally:
            progress.clear()
        self._complete()

    def _step(self, block: Block, done: int) -> int:
        """Answer for the next texts of ``block`` and give their number."""
        texts = block.texts[done : done + self._pace.texts]
        with self._pace.measured():
            answers = list(self._classifier.classify_stream(texts))
            self.texts += len(answers)
            with self._output.whole():
                self._writer.write(answers)
        self.truncated += sum(prediction.truncated for _, prediction in answers)
        return len(answers)

    def _complete(self) -> None:
        with self._output.whole():
            self._writer.close()
        self._output.is_complete = True


def writer_for(output: Output, model: str, style: TableStyle | None) -> AnswerWriter:
    """Return what writes answers: a table's rows, or lines for people where no style is given.

    Args:
        output: where to.
        model: the name of the model that answers.
        style: of the table.
    """
    if style is None:
        encoding = sys.stdout.encoding if output.is_terminal else "utf-8"
        return TextTable(output, output.columns, encoding)
    return AnswerRows(output if style.format.is_text else output.stream, style, model)


def report(answered: Answering, reader: LineReader | None) -> None:
    """Say on standard error what the answers do not show."""
    if reader and reader.blank:
        say(f"{_count(reader.blank, 'blank line')} skipped.")
    if reader and reader.encoding not in ("", "utf-8"):
        lines = f"{_count(reader.undecodable, 'line')} not UTF-8, and"
        read = lines if reader.undecodable else "The input is"
        known = ENCODINGS.get(reader.encoding, reader.encoding)
        say(f"{read} read as {known}; --encoding names another.")
    if answered.truncated:
        say(f"{_count(answered.truncated, 'text')} too long for the model; the end was left out.")
    for note in change_notes(answered.changes):
        say(note)


def change_notes(changes: Changes) -> Iterator[str]:
    """Return a sentence for each way in which cells were changed."""
    for change, number in changes.items():
        yield f"{_CHANGES[change]}: {number:,}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun} was" if number == 1 else f"{number:,} {noun}s were"
