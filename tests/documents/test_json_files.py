"""JSON as programs and services really give it: which texts are found in it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.documents.document import Document
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.export import export
from desktop_app.documents.layout import FileFormat, Layout
from desktop_app.documents.readers import json_values
from desktop_app.documents.rows import BadRow, DocumentRow
from desktop_app.tabular.style import TableFormat, TableStyle
from tests.documents.answering import answer
from tests.documents.reading import all_rows, good_values, opened, texts_in

GOOD = "I love this new bakery, the bread is wonderful"
BAD = "Terrible service, I waited an hour and left"
PLAIN = "The library opens at nine tomorrow"
TEXTS = [GOOD, BAD, PLAIN]

TWEETS: list[dict[str, Any]] = [
    {"id": number, "text": text, "lang": "en"} for number, text in enumerate(TEXTS, 1)
]
NESTED = [
    {
        "created_at": "Wed Oct 10 20:19:24 +0000 2018",
        "id_str": str(10**18 + number),
        "full_text": text,
        "user": {"screen_name": "a", "description": "I write about many things, at length, daily"},
        "entities": {"urls": [{"url": "http://t.co/x", "description": "a page of some sort"}]},
    }
    for number, text in enumerate(TEXTS)
]
LABELLED = [
    {
        "id": number,
        "data": {"text": text, "source": "web"},
        "annotations": [{"result": [{"value": {"choices": ["Positive"]}, "type": "choices"}]}],
    }
    for number, text in enumerate(TEXTS)
]


def lines(values: list[Any]) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


def page(tweets: list[Any], **more: Any) -> dict[str, Any]:
    return {"data": tweets, "includes": {"users": [{"id": "1", "description": "of me"}]}, **more}


FILES = {
    "lines": lines(TWEETS),
    "lines that are pretty": "\n".join(json.dumps(each, indent=2) for each in TWEETS),
    "lines with empty ones between": lines(TWEETS).replace("\n", "\n\n"),
    "lines that end as Windows' do": lines(TWEETS).replace("\n", "\r\n"),
    "lines that end with commas": ",\n".join(json.dumps(each) for each in TWEETS),
    "objects behind each other": "".join(json.dumps(each) for each in TWEETS),
    "a list on a line": json.dumps(TWEETS),
    "a list": json.dumps(TWEETS, indent=2),
    "a list indented by tabs": json.dumps(TWEETS, indent="\t"),
    "a list with a comma at its end": json.dumps(TWEETS)[:-1] + ",]",
    "a list with a mark": "\ufeff" + json.dumps(TWEETS, indent=1),
    "a list of one": None,
    "a list of texts": json.dumps(TEXTS),
    "a list of pages": json.dumps([page(TWEETS[:2]), page(TWEETS[2:])]),
    "pages on lines": lines([page(TWEETS[:2], meta={"n": 2}), page(TWEETS[2:], meta={"n": 1})]),
    "an empty page first": lines([{"data": [], "meta": {"n": 0}}, page(TWEETS)]),
    "a page": json.dumps(page(TWEETS), indent=2),
    "a page on a line": json.dumps(page(TWEETS)),
    "a page of statuses": json.dumps({"search_metadata": {"count": 3}, "statuses": NESTED}),
    "a list deep within": json.dumps({"response": {"status": "ok", "items": TWEETS}}),
    "Reddit's": json.dumps(
        {
            "kind": "Listing",
            "data": {"children": [{"kind": "t1", "data": {"body": t}} for t in TEXTS]},
        }
    ),
    "Elasticsearch's": json.dumps(
        {"took": 1, "hits": {"total": 3, "hits": [{"_id": "1", "_source": t} for t in TWEETS]}}
    ),
    "Facebook's": json.dumps(
        {"data": [{"message": text, "from": {"name": "x"}} for text in TEXTS], "paging": {}}
    ),
    "a description above the list": json.dumps(
        {"description": "Tweets of some days in January, chosen by hand.", "tweets": TWEETS}
    ),
    "objects in data": lines([{"data": each} for each in TWEETS]),
    "objects in data beside others": lines(
        [
            {"data": each, "includes": {"users": []}, "matching_rules": [{"id": 1}]}
            for each in TWEETS
        ]
    ),
    "objects in tweet": json.dumps([{"tweet": each} for each in NESTED], indent=2),
    "objects in tweet beside a label": lines([{"tweet": each, "label": 1} for each in NESTED]),
    "Twitter's, version 1.1": lines(NESTED),
    "Label Studio's": json.dumps(LABELLED, indent=2),
    "doccano's": lines(
        [{"id": n, "text": text, "label": ["positive"]} for n, text in enumerate(TEXTS)]
    ),
    "an archive": "window.YTD.tweets.part0 = "
    + json.dumps([{"tweet": t} for t in NESTED], indent=2),
    "an archive of before": "window.YTD.tweet.part0 = " + json.dumps(NESTED),
    "a script": "var tweets = " + json.dumps(TWEETS) + ";\n",
    "names that say nothing": json.dumps([{"a": n, "b": text} for n, text in enumerate(TEXTS)]),
    "escapes": json.dumps(TWEETS, ensure_ascii=True),
    "keys that differ": lines([*TWEETS[:1], {"text": BAD}, {"text": PLAIN, "more": None}]),
}
FILES["a list of one"] = json.dumps([{"id": 1, "text": GOOD}, *TWEETS[1:]])


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt", "tweets.js", "a"])
def test_texts_are_found_wherever_the_objects_are(tmp_path: Path, content: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert texts_in(path) == TEXTS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("content", [FILES["lines"], FILES["a list"]])
def test_any_unicode_is_read(tmp_path: Path, content: str, encoding: str) -> None:
    (tmp_path / "a.json").write_bytes(content.encode(encoding))
    assert texts_in(tmp_path / "a.json") == TEXTS


@pytest.mark.parametrize("indent", [None, 1])
def test_a_list_is_read_in_pieces(
    tmp_path: Path, indent: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_values, "_CHUNK", 7)
    texts = [f'a "text" with \\ and é {number}' for number in range(50)]
    whole = {"meta": {"x": [1, {"y": 2}], "n": 12.5}, "data": [{"text": t, "n": 10} for t in texts]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([whole, whole], indent=indent), encoding="utf-8")
    assert texts_in(path) == texts * 2


def test_columns_are_named_by_the_keys_that_lead_to_them(tmp_path: Path) -> None:
    content = '{"text": "a", "user": {"name": "x", "at.home": {"y": 1}}, "tags": [{"z": 1}]}\n'
    document = opened(tmp_path / "a.jsonl", content)
    assert document.columns == ("text", "user.name", "user.at\\.home.y", "tags")
    assert good_values(document) == [("a", "x", 1, [{"z": 1}])]


def test_what_stands_beside_a_nested_text_is_meant_before_its_author(tmp_path: Path) -> None:
    author = {"id": 7, "created_at": "2001-01-01", "text": ""}
    values = [
        {"author": author, "data": {"id": n, "created_at": "2024-01-02", "text": text}}
        for n, text in enumerate(TEXTS)
    ]
    (tmp_path / "a.json").write_text(json.dumps(values), encoding="utf-8")
    from desktop_app.documents.preview import preview

    columns = preview(tmp_path / "a.json").columns
    assert columns is not None
    assert (columns.text, columns.date, columns.id) == ("data.text", "data.created_at", "data.id")


def test_answers_are_written_beside_the_objects_as_they_were(tmp_path: Path) -> None:
    path, target = tmp_path / "a.json", tmp_path / "out.jsonl"
    path.write_text(json.dumps(LABELLED, indent=2), encoding="utf-8")
    export(Document.open(path), [answer(1)], target, TableStyle(TableFormat.JSONL))
    first, second, _ = (json.loads(line) for line in target.read_text("utf-8").splitlines())
    assert {key: first[key] for key in LABELLED[0]} == LABELLED[0]
    assert (first["sentiment"], second["sentiment"]) == ("Positive", None)


def test_a_broken_object_costs_a_row_and_no_more(tmp_path: Path) -> None:
    content = json.dumps(TWEETS, indent=2).replace('"id": 2,', '"id": oops,')
    rows = all_rows(opened(tmp_path / "a.json", content))
    assert [type(row) for row in rows] == [DocumentRow, BadRow, DocumentRow]
    assert [row.line for row in rows] == [2, 7, 12]


def test_a_list_that_breaks_off_says_so(tmp_path: Path) -> None:
    content = json.dumps(TWEETS)[:-40]
    rows = all_rows(opened(tmp_path / "a.json", content))
    assert [type(row) for row in rows] == [DocumentRow, DocumentRow, BadRow]
    assert isinstance(rows[-1], BadRow)
    assert rows[-1].reason == "it is not JSON, and what follows it cannot be read"


@pytest.mark.parametrize(
    "content", ["[1, 2, 3]", "{}", '{"a": 1}', "[]", '[[1, 2], ["a"]]', "[{}]", "nonsense"]
)
def test_json_without_texts_is_said_to_have_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    try:
        assert texts_in(path) in ([], ["1"], ["nonsense"])
    except (DocumentError, AssertionError):
        return


keys = st.text("ab.\\ é", max_size=3)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.dictionaries(keys, values, min_size=1, max_size=4), min_size=1, max_size=6))
def test_objects_are_the_same_after_reading_and_writing(
    tmp_path: Path, objects: list[dict[str, Any]]
) -> None:
    for kind, content in (
        (FileFormat.JSONL, lines(objects)),
        (FileFormat.JSON, json.dumps(objects, indent=1)),
    ):
        path, target = tmp_path / "a.json", tmp_path / "b.jsonl"
        path.write_text(content, encoding="utf-8")
        document = Document.open(path, Layout(kind)).with_all_columns()
        export(document, [], target, TableStyle(TableFormat.JSONL))
        # The answers' names are told apart from the objects' own, of which none is like them.
        written = [
            json.loads(line) for line in io.StringIO(target.read_text("utf-8"), newline="\n")
        ]
        own = [{key: each[key] for key in each if len(key) <= 3} for each in written]
        assert own == objects
