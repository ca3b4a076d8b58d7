"""``valence classify``: texts in, answers out, as a stream."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop_app.classifier.errors import EmptyTextError
from desktop_app.classifier.process_group.group import (
    ONLY_ONE_STARTED,
    is_first,
    launched_for_several,
    launched_together,
)
from desktop_app.cli.answering import Answering, encoder_for, load_announced, report
from desktop_app.cli.launched import answer_for_the_first
from desktop_app.cli.lines import Block, LineReader, from_arguments
from desktop_app.cli.parser import STANDARD_STREAM
from desktop_app.cli.streams import Output, OutputError, open_input, say

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
    with load_announced(options.profile) as classifier:
        answered = Answering(classifier, output, encoder_for(options.format, output))
        answered.run(blocks, reader)
    output.close()
    report(answered, reader)
