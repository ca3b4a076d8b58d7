"""What any writer of tables has written is read as it was, without a word of how it was written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from desktop_app.documents.document import Document
from desktop_app.documents.layout import FileFormat
from desktop_app.documents.preview import preview
from desktop_app.documents.readers.notes import is_note
from desktop_app.tabular.delimited import DelimitedWriter
from tests.documents.reading import good_values

any_case = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)

HEADER = ("id", "text", "lang")

# Words with all that dialects are made of between them.
words = st.sampled_from(
    [
        *("good", "I love it", "café", "it's", "don’t", "so-so", "#monday", "@you", "100 %", "£5"),
        *("http://a.b/c?d=1&e=2", "10:30", "C:\\new", "¯\\_(ツ)_/¯", "", "-", "(ok)", "[x]", "{y}"),
    ]
)
signs = st.sampled_from(
    [
        *(",", ";", "\t", "|", "~", '"', "'", "\\", "\n", ":", "!", "?", "...", '"', ","),
        *(" ", ", ", "; ", '" ', '."'),
    ]
)
texts = st.lists(st.tuples(words, signs), min_size=1, max_size=6).map(
    lambda pairs: "x " + "".join(word + sign for word, sign in pairs) + "y"
)
rows = st.lists(texts, min_size=1, max_size=12).map(
    lambda found: [(str(100 + at), text, "en") for at, text in enumerate(found)]
)
dialects = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t|~\x01"),
        "lineterminator": st.sampled_from(["\n", "\r\n"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    }
) | st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t"),
        "lineterminator": st.just("\n"),
        "quoting": st.just(csv.QUOTE_ALL),
        "doublequote": st.just(False),
        "escapechar": st.just("\\"),
    }
)
encodings = st.sampled_from(
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"]
)


def written(table: list[tuple[str, str, str]], dialect: dict[str, object]) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, **dialect).writerows([HEADER, *table])  # type: ignore[arg-type]
    return file.getvalue()


@any_case
@given(rows, dialects, encodings, st.sampled_from(["a.csv", "a.tsv", "a.txt", "a"]))
def test_a_table_is_read_as_it_was_written(
    tmp_path: Path,
    table: list[tuple[str, str, str]],
    dialect: dict[str, object],
    encoding: str,
    name: str,
) -> None:
    if "escapechar" in dialect:
        # By doubled backslashes alone nobody can tell what they are.
        table = [("99", 'so "good", yes', "en"), *table]
    (tmp_path / name).write_bytes(written(table, dialect).encode(encoding))
    seen = preview(tmp_path / name)
    assert (seen.document.header, good_values(seen.document)) == (HEADER, table)


@any_case
@given(rows, st.sampled_from(["cp1252", "cp1251"]))
def test_a_table_in_an_old_encoding_is_read_as_it_was_written(
    tmp_path: Path, table: list[tuple[str, str, str]], encoding: str
) -> None:
    alphabet = {"cp1252": "déjà vu, élève, très bien ", "cp1251": "поезд опять опоздал, очень "}
    table = [
        (number, alphabet[encoding] + text.encode(encoding, "ignore").decode(encoding), lang)
        for number, text, lang in table
    ]
    (tmp_path / "a.csv").write_bytes(written(table, {"delimiter": ","}).encode(encoding))
    assert good_values(Document.open(tmp_path / "a.csv")) == table


@any_case
@given(
    st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)] * 3),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([",", "\t"]),
)
def test_any_table_that_we_write_is_read_as_it_was(
    tmp_path: Path, table: list[tuple[str, str, str]], delimiter: str
) -> None:
    assume(not any(is_note(row) or row == HEADER for row in table))
    file = io.BytesIO()
    DelimitedWriter(file, HEADER, delimiter, defuse=False).write(table)
    (tmp_path / "a.csv").write_bytes(file.getvalue())
    seen = preview(tmp_path / "a.csv")
    assert seen.document.layout.format in (FileFormat.CSV, FileFormat.TSV)
    assert (seen.document.header, good_values(seen.document)) == (HEADER, table)
