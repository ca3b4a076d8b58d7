from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.documents.answers import find_answers, read_answers
from desktop_app.documents.columns import Columns
from desktop_app.documents.document import Document
from desktop_app.documents.errors import ColumnError
from desktop_app.documents.export import ExportCancelled, export
from desktop_app.documents.fingerprint import fingerprint
from desktop_app.documents.labelling import read_chunks, read_gold
from desktop_app.documents.preview import preview
from desktop_app.documents.scoring import Scoring
from desktop_app.tabular.answer_columns import added_names
from desktop_app.tabular.changes import Change
from desktop_app.tabular.errors import ExportError
from desktop_app.tabular.style import TableFormat, TableStyle
from tests.documents.answering import answer
from tests.documents.reading import CSV, good_values, opened

CONTENT = (
    "id,text,label,when\n"
    '1,"I love, it",positive,2020-01-02\n'
    "2,  ,negative,never\n"
    "3,too,many,fields,here\n"
    '4,"two\nlines",irony,\n'
    "5,hate,negative,2020-01-03\n"
)
TO_CSV = TableStyle(TableFormat.CSV)


def tweets(folder: Path) -> Document:
    return opened(folder / "tweets.csv", CONTENT, CSV)


def test_chunks_have_all_rows_and_the_texts_that_are_not_blank(tmp_path: Path) -> None:
    document = tweets(tmp_path)
    columns = Columns("text", date="when", id="id", gold="label")
    (chunk,) = read_chunks(document, columns, read_gold(document, "label"))
    assert [row.number for row in chunk.rows] == [1, 2, 3, 4, 5]
    assert [(text.number, text.text, text.id, text.gold) for text in chunk.texts] == [
        (1, "I love, it", "1", Sentiment.POSITIVE),
        (4, "two\nlines", "4", None),
        (5, "hate", "5", Sentiment.NEGATIVE),
    ]
    assert chunk.texts[0].posted is not None
    assert chunk.texts[0].posted.isoformat() == "2020-01-02T00:00:00+00:00"
    assert [row.line for row in chunk.bad] == [4]
    assert (chunk.undated, chunk.last, chunk.fraction) == (1, 5, 1.0)


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match=r"no column 'body'\. Its columns are: 'id', 'text'"):
        next(read_chunks(tweets(tmp_path), Columns("body")))


rows_and_stop = st.tuples(
    st.lists(st.sampled_from(["good", "", '"quo\nted"', "a,b", '"open', "fine"]), max_size=30),
    st.integers(1, 7),
    st.integers(0, 40),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows_and_stop)
def test_work_that_goes_on_after_any_row_loses_none_and_does_none_twice(
    tmp_path: Path, case: tuple[list[str], int, int]
) -> None:
    cells, size, stop = case
    content = "id,text\n" + "".join(f"{at},{cell}\n" for at, cell in enumerate(cells))
    document = opened(tmp_path / "a.csv", content, CSV)
    columns = Columns("text")
    whole = [text for chunk in read_chunks(document, columns) for text in chunk.texts]
    seen, last = [], 0
    for chunk in read_chunks(document, columns, size=size):
        if last >= stop:
            break
        seen += chunk.texts
        last = chunk.last
    rest = [text for chunk in read_chunks(document, columns, after=last) for text in chunk.texts]
    assert seen + rest == whole


def test_a_fingerprint_is_of_the_content(tmp_path: Path) -> None:
    document = tweets(tmp_path)
    before = fingerprint(document.path)
    assert fingerprint(document.path.rename(tmp_path / "other.csv")) == before
    (tmp_path / "other.csv").write_text(CONTENT + " ", encoding="utf-8")
    assert fingerprint(tmp_path / "other.csv") != before


def test_an_export_keeps_columns_and_order_and_adds_the_answers(tmp_path: Path) -> None:
    document = tweets(tmp_path)
    answers = [answer(1), answer(4, Sentiment.NEUTRAL), answer(5, Sentiment.NEGATIVE, "other")]
    report = export(document, answers, tmp_path / "out.csv", TO_CSV)
    assert (tmp_path / "out.csv").read_bytes().decode() == (
        "id,text,label,when,sentiment,confidence,p_negative,p_neutral,p_positive,model\r\n"
        '1,"I love, it",positive,2020-01-02,Positive,0.75,0.125,0.125,0.75,m\r\n'
        "2,  ,negative,never,,,,,,\r\n"
        '"3,too,many,fields,here",,,,,,,,,\r\n'
        '4,"two\nlines",irony,,Neutral,0.75,0.125,0.75,0.125,m\r\n'
        "5,hate,negative,2020-01-03,Negative,0.75,0.75,0.125,0.125,other\r\n"
    )
    assert (report.rows, report.unanswered, report.bad) == (5, 2, 1)


def test_corrections_have_a_column_of_their_own_after_the_answers(tmp_path: Path) -> None:
    document = tweets(tmp_path)
    corrected = answer(4)._replace(correction=Sentiment.NEGATIVE)
    target = tmp_path / "out.csv"
    report = export(document, [answer(1), corrected], target, TO_CSV, corrections=True)
    assert report.corrected == 1
    assert report.added[-1] == "correction"
    labelled = Document.open(target)
    assert [values[-2:] for values in good_values(labelled)] == [
        ("m", ""),
        ("", ""),
        ("", ""),
        ("m", "Negative"),
        ("", ""),
    ]

    # Labelled again, the file gets new answers and keeps what a person has said.
    again = tmp_path / "again.csv"
    places = find_answers(labelled)
    export(labelled, [answer(1)], again, TO_CSV, replaced=places or (), corrections=True)
    assert Document.open(again).columns[4:6] == ("correction", "sentiment")
    assert Document.open(again).columns[-1] == "correction_valence"


@pytest.mark.parametrize("kind", [TableFormat.PARQUET, TableFormat.XLSX, TableFormat.JSONL])
def test_corrections_are_text_in_every_format(tmp_path: Path, kind: TableFormat) -> None:
    source = opened(tmp_path / "a.csv", "text\none\n", CSV)
    corrected = answer(1)._replace(correction=Sentiment.NEUTRAL)
    report = export(
        source, [corrected], tmp_path / f"out.{kind}", TableStyle(kind), corrections=True
    )
    assert (report.rows, report.corrected) == (1, 1)


@pytest.mark.parametrize("kind", [TableFormat.TSV, TableFormat.JSONL, TableFormat.XLSX])
def test_a_labelled_file_is_recognised_and_its_answers_are_read(
    tmp_path: Path, kind: TableFormat
) -> None:
    target = tmp_path / f"out.{kind}"
    answers = [answer(1), answer(3, Sentiment.NEUTRAL)]
    source = opened(tmp_path / "a.csv", "text,n\none,1\n ,2\ntwo,3\n", CSV)
    export(source, answers, target, TableStyle(kind))
    seen = preview(target)
    assert seen.is_labelled
    # The answers are neither gold labels nor dates.
    assert seen.columns == Columns("text")
    places = find_answers(seen.document)
    assert places is not None
    assert list(read_answers(seen.document, places)) == answers


def test_labelling_what_is_labelled_replaces_the_answers(tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    answers = [answer(1), answer(2), answer(4)]
    source = opened(tmp_path / "a.csv", "text,sentiment\na,x\nb,y\nc,z\nd,\n", CSV)
    export(source, answers, first, TO_CSV)
    document = Document.open(first)
    export(document, answers, second, TO_CSV, replaced=find_answers(document) or ())
    assert second.read_bytes() == first.read_bytes()
    assert b"text,sentiment,sentiment_valence,confidence" in first.read_bytes()


def test_a_lone_sentiment_is_the_users_own(tmp_path: Path) -> None:
    document = opened(tmp_path / "a.csv", "text,sentiment\na,positive\n", CSV)
    assert find_answers(document) is None


def test_names_that_are_taken_are_told_apart() -> None:
    assert added_names(["Sentiment", "model", "model_valence"]) == (
        *("sentiment_valence", "confidence", "p_negative", "p_neutral", "p_positive"),
        "model_valence_2",
    )


def test_json_lines_stay_json_lines_and_tables_get_all_keys(tmp_path: Path) -> None:
    content = '{"text": "a", "n": {"x": 1}}\n' + '{"text": "b"}\n' * 1500 + '{"late": true}\n'
    document = opened(tmp_path / "a.jsonl", content)
    export(document, [answer(1)], tmp_path / "o.jsonl", TableStyle(TableFormat.JSONL))
    first, *_, last = (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(first) == {
        "text": "a",
        "n": {"x": 1},
        "sentiment": "Positive",
        "confidence": 0.75,
        "p_negative": 0.125,
        "p_neutral": 0.125,
        "p_positive": 0.75,
        "model": "m",
    }
    assert json.loads(last)["late"] is True
    export(document, [], tmp_path / "o.csv", TO_CSV)
    assert (tmp_path / "o.csv").read_text(encoding="utf-8").startswith("text,n.x,late,sentiment,")


def test_columns_of_the_same_name_keep_it_where_the_format_allows(tmp_path: Path) -> None:
    document = opened(tmp_path / "a.csv", "text,by,by\na,b,c\n", CSV)
    export(document, [], tmp_path / "o.csv", TO_CSV)
    assert (tmp_path / "o.csv").read_text(encoding="utf-8").startswith("text,by,by,sentiment")
    export(document, [], tmp_path / "o.parquet", TableStyle(TableFormat.PARQUET))
    export(document, [], tmp_path / "o.jsonl", TableStyle(TableFormat.JSONL))
    assert '"by": "b", "by_2": "c"' in (tmp_path / "o.jsonl").read_text(encoding="utf-8")


def test_formulas_are_defused_and_counted_unless_told_otherwise(tmp_path: Path) -> None:
    document = opened(tmp_path / "a.csv", "text,n\n=1+1,-5\n@you yes,-2\n", CSV)
    report = export(document, [], tmp_path / "o.csv", TO_CSV)
    assert report.changes == {Change.DEFUSED: 1}
    assert [values[:2] for values in good_values(Document.open(tmp_path / "o.csv"))] == [
        ("'=1+1", "-5"),
        ("@you yes", "-2"),
    ]
    export(document, [], tmp_path / "o.csv", TableStyle(TableFormat.CSV, defuse=False))
    assert good_values(Document.open(tmp_path / "o.csv"))[0][0] == "=1+1"


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    document = tweets(tmp_path)
    (tmp_path / "link.csv").symlink_to(document.path)
    for target in (document.path, tmp_path / "link.csv"):
        with pytest.raises(ExportError, match="is the input as well"):
            export(document, [], target, TO_CSV)
    assert document.path.read_text(encoding="utf-8") == CONTENT


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    document = tweets(tmp_path)
    with pytest.raises(ExportCancelled):
        export(document, [], tmp_path / "o.csv", TO_CSV, cancelled=lambda: True)
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == ["tweets.csv"]


def test_answers_in_disorder_are_a_defect_and_not_a_wrong_file(tmp_path: Path) -> None:
    document = tweets(tmp_path)
    with pytest.raises(ValueError, match="order"):
        export(document, [answer(4), answer(1)], tmp_path / "o.csv", TO_CSV)


def test_a_score_worked_out_by_hand() -> None:
    scoring = Scoring()
    assert scoring.score() is None
    for gold, given_answer in [(0, 0), (0, 1), (2, 2), (2, 2)]:
        scoring.add(Sentiment(gold), Sentiment(given_answer))
    score = scoring.score()
    assert score is not None
    assert (score.texts, score.accuracy, score.macro_recall) == (4, 0.75, 0.75)
    assert score.recall == {"Negative": 0.5, "Neutral": 0.0, "Positive": 1.0}
    assert score.confusion == [[1, 1, 0], [0, 0, 0], [0, 0, 2]]
