"""``valence classify`` on tables, whatever their format: the same with the answers beside."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app.classifier.sentiment import Prediction
from desktop_app.cli.answering import load_announced, model_name, writer_for
from desktop_app.cli.inputs import STANDARD_STREAM
from desktop_app.cli.pace import Pace
from desktop_app.cli.progress import TerminalProgress
from desktop_app.cli.scores import score_lines
from desktop_app.cli.streams import Output, say
from desktop_app.cli.table_report import TableReport
from desktop_app.documents.answers import RowAnswer, replaced_columns
from desktop_app.documents.columns import Columns
from desktop_app.documents.document import Document
from desktop_app.documents.encodings import ENCODINGS
from desktop_app.documents.errors import ColumnError, DoubtError
from desktop_app.documents.export import LabelledTable, labelled_file, refuse_overwriting
from desktop_app.documents.formats.registry import format_of
from desktop_app.documents.gold import GoldLabels
from desktop_app.documents.labelling import Chunk, read_chunks, read_gold
from desktop_app.documents.preview import Preview, preview
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.sentences import Sentence
from desktop_app.tabular.style import TableFormat
from desktop_app.tabular.values import as_text

if TYPE_CHECKING:
    from desktop_app.classifier.classifier import SentimentClassifier
    from desktop_app.classifier.process_group.sharding import ShardedClassifier
    from desktop_app.cli.interrupts import Interrupts
    from desktop_app.cli.parser import Options


def classify_table(options: Options, interrupts: Interrupts, path: Path) -> None:
    """Classify a column of the table ``path`` and write all of it.

    Raises:
        UserError: what cannot be read, loaded or written, in a sentence.
        BrokenPipeError: nobody reads standard output any more.
        KeyboardInterrupt: on Ctrl+C; a file that was to be written is as it was before.
    """
    seen = _look(path, options)
    columns = _columns(seen, options)
    for column in (columns.text, columns.date):
        if column is not None:
            seen.document.index(column)
    gold = None if columns.gold is None else read_gold(seen.document, columns.gold)
    document = seen.document.with_all_columns()
    if options.output_file is not None:
        refuse_overwriting(document.path, options.output_file)
    older = replaced_columns(document, columns)
    if older:
        say("The file has answers already; they are replaced.")
    with load_announced(options.profile) as classifier:
        labelling = _Labelling(classifier, document, columns, gold)
        report = _write(labelling, options, interrupts, older)
    for note in report.notes():
        say(note)
    if gold is not None and columns.gold is not None:
        for line in score_lines(report.scoring.score(), gold, columns.gold):
            say(line)
    if options.json:
        facts = {
            "input": options.input or STANDARD_STREAM,
            "output": options.output,
            "text_column": columns.text,
            "model": labelling.model,
            **report.to_json(),
        }
        print(json.dumps(facts, ensure_ascii=False, indent=2))


def _look(path: Path, options: Options) -> Preview:
    """Look at the file, and say what was concluded that the user may see otherwise."""
    seen = preview(path, choices=options.choices)
    if seen.doubt:
        raise DoubtError.of(seen.doubt, Sentence("Name it with --delimiter."))
    layout = seen.document.layout
    is_text = format_of(layout.format).is_text
    if is_text and layout.encoding != "utf-8" and options.encoding is None:
        known = ENCODINGS.get(layout.encoding, layout.encoding)
        say(f"The file is read as {known}; --encoding names another.")
    others = [repr(sheet) for sheet in seen.text_sheets if sheet != layout.sheet]
    if others and options.sheet is None:
        names = ", ".join(others)
        say(f"The texts are on the sheet {layout.sheet!r}; --sheet names another: {names}.")
    return seen


class _Table(Protocol):
    """What rows with their answers go into."""

    def write(self, rows: Sequence[DocumentRow | BadRow], answers: Mapping[int, RowAnswer]) -> None:
        """Write rows with the answers for them, by their numbers."""


class _Labelling:
    """A document on its way through the model.

    Attributes:
        document: what is labelled.
        columns: of the document.
        model: name of the model, as it stands beside its answers.
        report: what is to be said afterwards.
    """

    def __init__(
        self,
        classifier: SentimentClassifier | ShardedClassifier,
        document: Document,
        columns: Columns,
        gold: GoldLabels | None,
    ) -> None:
        self.document = document
        self.columns = columns
        self.model = model_name(classifier.profile)
        self.report = TableReport()
        self._classifier = classifier
        self._gold = gold
        self._pace = Pace(classifier.batch_size)

    def fill(self, table: _Table, *, hidden: bool) -> None:
        """Write all rows into ``table``; the progress may be ``hidden``."""
        size = self.document.path.stat().st_size
        progress = TerminalProgress.on_terminal(size, hidden=hidden)
        before = 0.0
        try:
            for chunk in read_chunks(self.document, self.columns, self._gold):
                predictions: list[Prediction] = []
                while len(predictions) < len(chunk.texts):
                    predictions += self._step(chunk, len(predictions))
                    share = len(predictions) / len(chunk.texts)
                    progress.update(
                        self.report.labelled + len(predictions),
                        size * (before + (chunk.fraction - before) * share),
                    )
                answers = {
                    text.number: RowAnswer(text.number, prediction, self.model)
                    for text, prediction in zip(chunk.texts, predictions, strict=True)
                }
                table.write(chunk.rows, answers)
                self.report.count(chunk, answers)
                before = chunk.fraction
        finally:
            progress.clear()

    def _step(self, chunk: Chunk, done: int) -> list[Prediction]:
        """Answer for the next texts of ``chunk``."""
        texts = [text.text for text in chunk.texts[done : done + self._pace.texts]]
        with self._pace.measured():
            return self._classifier.classify(texts)


class _Shown:
    """Shows the answers to a person, as for plain lines."""

    def __init__(self, output: Output, model: str, text_at: int) -> None:
        self._writer = writer_for(output, model, None)
        self._text_at = text_at

    def write(self, rows: Sequence[DocumentRow | BadRow], answers: Mapping[int, RowAnswer]) -> None:
        """Show the rows that have an answer."""
        self._writer.write(
            (as_text(row.values[self._text_at]), answers[row.number].prediction)
            for row in rows
            if row.number in answers
        )


def _write(
    labelling: _Labelling, options: Options, interrupts: Interrupts, older: Sequence[int]
) -> TableReport:
    """Label the document into the file, the pipe or the terminal that the options name."""
    document, report = labelling.document, labelling.report
    has_objects = format_of(document.layout.format).find_columns is not None
    style = options.style(TableFormat.JSONL if has_objects else TableFormat.CSV)
    if options.output_file is not None:
        with labelled_file(document, options.output_file, style, older) as table:
            labelling.fill(table, hidden=False)
    else:
        output = Output.to_stdout(interrupts)
        if options.is_shown or (options.format is None and output.is_terminal):
            shown = _Shown(output, labelling.model, document.index(labelling.columns.text))
            labelling.fill(shown, hidden=output.is_terminal)
            return report
        table = LabelledTable(document, output, style, older)
        labelling.fill(table, hidden=output.is_terminal)
        table.close()
    report.added, report.changes = table.added, table.changes
    return report


def _columns(seen: Preview, options: Options) -> Columns:
    """Take the columns that the options name, and guess that of the texts if they don't."""
    text = options.text_column
    if text is None:
        if seen.columns is None:
            raise ColumnError(
                "{file} has no column that seems to have texts.",
                hint="Name it with --text-column. The columns are: {columns}.",
                file=seen.document.path.name,
                columns=", ".join(map(repr, seen.document.columns)),
            )
        text = seen.columns.text
        say(f"The texts are in the column {text!r}; --text-column names another.")
    return Columns(text, date=options.date_column, gold=options.gold_column)
