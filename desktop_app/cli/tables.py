"""``valence classify`` on CSV, TSV, JSON Lines and XLSX: the same table with the answers beside."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.cli.classify import encoder_for, load_classifier
from desktop_app.cli.formats import Encoder, OutputFormat
from desktop_app.cli.progress import Progress
from desktop_app.cli.scores import score_lines
from desktop_app.cli.streams import Output, say
from desktop_app.documents.answers import ANSWER_COLUMNS, RowAnswer, find_answers
from desktop_app.documents.columns import Columns
from desktop_app.documents.document import Document
from desktop_app.documents.errors import ColumnError
from desktop_app.documents.export import (
    LabelledTable,
    TableStyle,
    labelled_file,
    refuse_overwriting,
)
from desktop_app.documents.gold import GoldLabels
from desktop_app.documents.labelling import Chunk, read_chunks, read_gold
from desktop_app.documents.layout import FileFormat, format_of
from desktop_app.documents.preview import Preview, preview
from desktop_app.documents.rows import BadRow, Row
from desktop_app.documents.scoring import Scoring
from desktop_app.documents.values import as_text
from desktop_app.documents.writers.changes import Change, Changes

if TYPE_CHECKING:
    from desktop_app.classifier.classifier import SentimentClassifier
    from desktop_app.cli.interrupts import Interrupts
    from desktop_app.cli.parser import Options

_SHOWN_BAD_ROWS = 10


class _Table(Protocol):
    """What rows with their answers go into."""

    def write(self, rows: list[Row], answers: dict[int, RowAnswer]) -> None:
        """Write rows with the answers for them, by their numbers."""


def classify_table(options: Options, interrupts: Interrupts) -> None:
    """Classify a column of a table and write all of it.

    Raises:
        UserError: what cannot be read, loaded or written, in a sentence.
        BrokenPipeError: nobody reads standard output any more.
        KeyboardInterrupt: on Ctrl+C; a file that was to be written is as it was before.
    """
    assert options.input is not None, "the parser requires it"
    seen = preview(Path(options.input))
    columns = _columns(seen, options)
    gold = None if columns.gold is None else read_gold(seen.document, columns.gold)
    document = seen.document.with_all_columns()
    replaced = find_answers(document) or ()
    if replaced and document.index(columns.text) in replaced:
        replaced = ()
    if options.output_file is not None:
        refuse_overwriting(document.path, options.output_file)
    with load_classifier(options.profile) as classifier:
        run = _Run(classifier, document, columns, gold, options)
        run.write(interrupts, replaced)
    run.report(bool(replaced))


class _Run:
    """One table on its way through the model, and what is to be said of it afterwards."""

    def __init__(
        self,
        classifier: SentimentClassifier,
        document: Document,
        columns: Columns,
        gold: GoldLabels | None,
        options: Options,
    ) -> None:
        self._classifier = classifier
        self._document = document
        self._columns = columns
        self._gold = gold
        self._options = options
        profile = classifier.profile
        self._model = profile.name if profile.base else Path(profile.adapter).name
        self._scoring = Scoring()
        self._counts: Counter[Sentiment] = Counter()
        self._bad: list[BadRow] = []
        self._bad_rows = self._rows = self._truncated = self._undated = self._repaired = 0
        self._added: tuple[str, ...] = ANSWER_COLUMNS
        self._changes = Changes()

    def write(self, interrupts: Interrupts, replaced: tuple[int, ...]) -> None:
        """Answer for all rows and write them where the options say."""
        target = self._options.output_file
        if target is not None:
            with labelled_file(self._document, target, self._style(), replaced) as table:
                self._added = table.added
                self._fill(table, hidden=False)
            # Parquet and XLSX are written at the end of the block.
            self._changes = table.changes
            return
        output = Output(self._options.output, interrupts)
        if self._options.format is OutputFormat.TABLE or (
            self._options.format is None and output.is_terminal
        ):
            text = self._document.index(self._columns.text)
            self._fill(
                _Shown(output, encoder_for(OutputFormat.TABLE, output), text),
                hidden=output.is_terminal,
            )
            return
        table = LabelledTable(self._document, output, self._style(), replaced)
        self._added = table.added
        self._fill(table, hidden=output.is_terminal)
        table.close()
        self._changes = table.changes

    def _style(self) -> TableStyle:
        return TableStyle(
            _file_format(self._options, self._document),
            bom=self._options.bom,
            defuse=not self._options.keep_formulas,
        )

    def _fill(self, table: _Table, *, hidden: bool) -> None:
        size = self._document.path.stat().st_size
        progress = Progress.on_terminal(size, hidden=hidden)
        before = 0.0
        try:
            for chunk in read_chunks(self._document, self._columns, self._gold):
                with _shares(
                    progress, self._labelled, before * size, chunk.fraction * size
                ) as tell:
                    predictions = self._classifier.classify(
                        [text.text for text in chunk.texts], progress=tell
                    )
                answers = {
                    text.number: RowAnswer(text.number, prediction, self._model)
                    for text, prediction in zip(chunk.texts, predictions, strict=True)
                }
                table.write(chunk.rows, answers)
                self._count(chunk, answers)
                before = chunk.fraction
        finally:
            progress.clear()

    @property
    def _labelled(self) -> int:
        return self._counts.total()

    def _count(self, chunk: Chunk, answers: dict[int, RowAnswer]) -> None:
        self._rows += len(chunk.rows)
        self._bad_rows += len(chunk.bad)
        self._bad.extend(chunk.bad[: _SHOWN_BAD_ROWS - len(self._bad)])
        self._undated += chunk.undated
        self._repaired += chunk.repaired
        self._truncated += sum(answer.prediction.truncated for answer in answers.values())
        self._counts.update(answer.prediction.label for answer in answers.values())
        for text in chunk.texts:
            if text.gold is not None:
                self._scoring.add(text.gold, answers[text.number].prediction.label)

    def report(self, relabelled: bool) -> None:
        """Say on standard error what the table does not show; with --json, all of it as JSON."""
        for line in self._notes(relabelled):
            say(line)
        if self._gold is not None:
            for line in score_lines(self._scoring.score(), self._gold, self._columns.gold or ""):
                say(line)
        if self._options.json:
            print(json.dumps(self._summary(), ensure_ascii=False, indent=2))

    def _notes(self, relabelled: bool) -> Iterator[str]:
        for row in self._bad:
            yield f"Line {row.line} is left out: {row.reason}."
        if self._bad_rows > len(self._bad):
            yield f"And {self._bad_rows - len(self._bad):,} more."
        if self._options.text_column is None:
            yield (
                f"Texts were taken from the column {self._columns.text!r}; "
                "--text-column names another."
            )
        if relabelled:
            yield "The file had answers already; they were replaced."
        for name, added in zip(ANSWER_COLUMNS, self._added, strict=True):
            if name != added:
                yield f"There is a column {name!r} already; the answers have {added!r}."
        for number, what in (
            (self._rows - self._labelled, "without a text, and stay without an answer"),
            (self._undated, f"without a date that can be read in {self._columns.date!r}"),
            (self._repaired, "not valid UTF-8, and read as Windows-1252 where they are not"),
            (self._truncated, "too long for the model; the end was left out"),
        ):
            if number:
                yield f"{number:,} {'row was' if number == 1 else 'rows were'} {what}."
        for change, number in self._changes.items():
            hint = "; --keep-formulas leaves it out" if change is Change.DEFUSED else ""
            yield f"{number:,} {'cell' if number == 1 else 'cells'}: {change}{hint}."

    def _summary(self) -> dict[str, Any]:
        score = self._scoring.score()
        return {
            "input": self._options.input,
            "output": self._options.output,
            "model": self._model,
            "text_column": self._columns.text,
            "answer_columns": list(self._added),
            "rows": self._rows,
            "labelled": self._labelled,
            "without_text": self._rows - self._labelled,
            "unreadable": self._bad_rows,
            "first_unreadable": [{"line": row.line, "reason": row.reason} for row in self._bad],
            "truncated": self._truncated,
            "labels": {label.word: self._counts[label] for label in Sentiment},
            "evaluation": None if score is None else score.to_json(),
        }


class _Shown:
    """Shows answers to a person, as for plain lines."""

    def __init__(self, output: Output, encoder: Encoder, text: int) -> None:
        self._output = output
        self._encoder = encoder
        self._text = text

    def write(self, rows: list[Row], answers: dict[int, RowAnswer]) -> None:
        """Show the rows that have an answer."""
        self._output.write(
            self._encoder.encode(
                (as_text(row.values[self._text]), answers[row.number].prediction)
                for row in rows
                if row.number in answers
            )
        )


def _columns(seen: Preview, options: Options) -> Columns:
    """Take the columns that the options name, and guess that of the texts if they don't."""
    text = options.text_column
    if text is None:
        if seen.columns is None:
            raise ColumnError(
                f"{seen.document.path.name} has no column that seems to have texts.",
                hint="Name it with --text-column. The columns are: "
                + ", ".join(map(repr, seen.document.columns))
                + ".",
            )
        text = seen.columns.text
    return Columns(text, date=options.date_column, gold=options.gold_column)


def _file_format(options: Options, document: Document) -> FileFormat:
    """Give the format asked for, promised by the output's name, or that of the input."""
    if options.table_format is not None:
        return options.table_format
    if options.output_file is not None:
        named = format_of(options.output_file)
        if named not in (None, FileFormat.TEXT):
            return named
    is_json = document.layout.format is FileFormat.JSONL
    return FileFormat.JSONL if is_json else FileFormat.CSV


@contextmanager
def _shares(progress: Progress, done: int, start: float, end: float) -> Iterator[Any]:
    """Give a function that shows how far a chunk is on its way from ``start`` to ``end`` bytes."""

    def tell(texts: int, of: int) -> None:
        progress.update(done + texts, start + (end - start) * texts / of)

    yield tell
