"""``valence classify``: texts in, answers out, as a stream."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.classifier.errors import EmptyTextError
from desktop_app.classifier.process_group.group import (
    ONLY_ONE_STARTED,
    is_first,
    launched_for_several,
    launched_together,
)
from desktop_app.cli.answering import Answering, load_announced, model_name, report, writer_for
from desktop_app.cli.inputs import opened
from desktop_app.cli.launched import answer_for_the_first
from desktop_app.cli.lines import Block, LineReader, from_arguments
from desktop_app.cli.streams import open_output, refuse_overwriting, say
from desktop_app.tabular.style import TableFormat

if TYPE_CHECKING:
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
    if options.texts:
        texts = [text for text in from_arguments(options.texts) if text and not text.isspace()]
        if not texts:
            raise EmptyTextError("There is no text to classify.", hint="Give some in quotes.")
        _answer([Block(texts)], None, options, interrupts)
        return
    with opened(options) as source:
        if isinstance(source, Path):
            from desktop_app.cli.tables import classify_table

            classify_table(options, interrupts, source)
            return
        refuse_overwriting(source.source, options.output_file)
        _answer(source.blocks(), source, options, interrupts)


def _answer(
    blocks: Iterable[Block], reader: LineReader | None, options: Options, interrupts: Interrupts
) -> None:
    # A file that cannot be written is named before a model is loaded, which can take minutes.
    with (
        open_output(options.output_file, interrupts) as output,
        load_announced(options.profile) as classifier,
    ):
        is_shown = options.is_shown or (options.format is None and output.is_terminal)
        style = None if is_shown else options.style(TableFormat.JSONL)
        writer = writer_for(output, model_name(classifier.profile), style)
        answered = Answering(classifier, output, writer)
        answered.run(blocks, reader)
    report(answered, reader)
