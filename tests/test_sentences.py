"""Sentences are their English text, and what they are made of goes wherever they go."""

from __future__ import annotations

import copy
import json
import pickle
import tempfile
from collections.abc import Mapping
from contextlib import closing
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop_app.classifier.converted.manifest import FILE_NAME, Manifest
from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.errors import UserError
from desktop_app.history.jobs import FileJobs, RefusedRow
from desktop_app.history.store import HistoryStore
from desktop_app.sentences import (
    Sentence,
    as_it_is,
    from_text,
    joined,
    restored,
    to_text,
    with_templates,
)
from trainer import events

PROFILE = Profile("one")

# Also what no file can be encoded with, and what templates are written with.
TEXTS = st.text(st.characters() | st.sampled_from("{}%\ud800\n"), max_size=12)
NUMBERS = st.integers() | st.floats(allow_nan=False)
SENTENCES = st.recursive(
    st.builds(lambda text: Sentence("“{text}” was said.", text=text), TEXTS)
    | st.builds(lambda number: Sentence("{number:,} of {{}}", number=number), st.integers())
    | st.builds(lambda number: Sentence("{number:.1f} GB, not {{x}}", number=number), NUMBERS)
    | st.builds(
        lambda number: Sentence("{number:,} rows", singular="a row", number=number),
        st.integers(0, 2**31 - 1),
    ),
    lambda inner: st.builds(
        lambda one, other, number: Sentence(
            "{one} {other} {number}.", one=one, other=other, number=number
        ),
        inner,
        inner | TEXTS,
        NUMBERS,
    ),
    max_leaves=6,
)


class Size(IntEnum):
    LARGE = 3


class Kind(StrEnum):
    ODD = "odd"


def same(one: object, other: object) -> bool:
    """Whether two are equal down to their templates; sentences equal the texts that they are."""
    if isinstance(one, Sentence) or isinstance(other, Sentence):
        return (
            isinstance(one, Sentence)
            and isinstance(other, Sentence)
            and str(one) == str(other)
            and one.template == other.template
            and one.singular == other.singular
            and same(one.arguments, other.arguments)
        )
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and one == other


def test_a_sentence_is_its_english_text() -> None:
    said = Sentence(
        "{path} takes {size:.1f} GB in {number:,} files ({kind}).",
        path=Path("/models"),
        size=1.26,
        number=12_345,
        kind=Kind.ODD,
        unused=object(),
    )
    assert said == "/models takes 1.3 GB in 12,345 files (odd)."
    assert f"{said}" == str(said)
    assert type(str(said)) is str
    assert said.arguments == {"path": "/models", "size": 1.26, "number": 12_345, "kind": "odd"}


def test_other_kinds_of_numbers_are_written_as_they_are_named() -> None:
    assert Sentence("{size} {flag}", size=Size.LARGE, flag=True) == "3 True"


def test_a_sentence_that_counts_has_a_form_for_one() -> None:
    def said(number: int) -> Sentence:
        return Sentence(
            "{number:,} rows of {file}", singular="a row of {file}", number=number, file="a.csv"
        )

    assert [said(number) for number in (0, 1, 1200)] == [
        "0 rows of a.csv",
        "a row of a.csv",
        "1,200 rows of a.csv",
    ]
    # Whoever says it in another language needs the number, named or not.
    assert said(1).arguments == {"number": 1, "file": "a.csv"}
    with pytest.raises(KeyError):
        Sentence("rows", singular="a row")


def test_an_error_has_sentences_for_message_and_hint() -> None:
    error = UserError("{file} is not {kind}.", hint="Save {file} again.", file="a.csv", kind="CSV")
    assert (error.message, error.hint) == ("a.csv is not CSV.", "Save a.csv again.")
    assert (error.message.template, error.hint.template) == (
        "{file} is not {kind}.",
        "Save {file} again.",
    )
    assert str(error) == "a.csv is not CSV. Save a.csv again."
    again = UserError.of(error.message, error.hint)
    assert same(again.message, error.message)
    assert same(again.hint, error.hint)


def test_what_an_error_says_outlives_pickling() -> None:
    error = pickle.loads(pickle.dumps(UserError("{file} is gone.", hint="Look.", file="{x}")))
    assert str(error) == "{x} is gone. Look."
    assert error.message.template == "{file} is gone."


def test_a_text_of_somebody_else_is_taken_as_it_is() -> None:
    assert as_it_is("{no} template") == "{no} template"
    said = Sentence("{a}", a="b")
    assert as_it_is(said) is said


@given(st.lists(SENTENCES, max_size=4))
def test_joined_sentences_keep_their_own_templates(parts: list[Sentence]) -> None:
    said = joined(", ", parts)
    assert said == ", ".join(parts)
    assert all(same(one, other) for one, other in zip(said.arguments.values(), parts, strict=True))


@given(SENTENCES)
def test_copies_and_pickles_are_the_same_sentence(said: Sentence) -> None:
    assert same(copy.deepcopy(said), said)
    assert same(pickle.loads(pickle.dumps(said)), said)


@given(SENTENCES, TEXTS, SENTENCES)
def test_templates_go_through_json(one: Sentence, plain: str, other: Sentence) -> None:
    values: dict[str, Any] = {"message": one, "hint": plain, "rows": [{"reason": other, "line": 3}]}
    written = json.loads(json.dumps(with_templates(values)))
    # Whoever knows nothing of sentences reads the texts.
    assert written["message"] == str(one)
    assert written["rows"][0]["reason"] == str(other)
    read = restored(written)
    assert list(read) == ["message", "hint", "rows"]
    assert same(read["message"], one)
    assert same(read["hint"], plain)
    assert same(read["rows"][0]["reason"], other)


@given(SENTENCES | TEXTS)
def test_templates_go_where_there_is_room_for_a_text_only(said: str) -> None:
    assert same(from_text(to_text(said)), said)


@pytest.mark.parametrize(
    "text", ["", "it is not JSON", "17", "null", '{"template": 3}', "[" * 9999]
)
def test_texts_of_older_versions_are_read_as_they_are(text: str) -> None:
    assert from_text(text) == text
    assert not isinstance(from_text(text), Sentence)
    assert restored({"message": text}) == {"message": text}


@pytest.mark.parametrize(
    "made",
    [
        None,
        {},
        {"template": "{a}", "arguments": {}},
        {"template": "{a", "arguments": {"a": "b"}},
        {"template": "{}", "arguments": {"": "b"}},
        # Attributes and items are not looked up for whoever has written the file.
        {"template": "{a}{a.__class__}", "arguments": {"a": "", "a.__class__": "b"}},
        {"template": "{a}{a[0]}", "arguments": {"a": "b", "a[0]": ""}},
        {"template": "{a!r}", "arguments": {"a": "b"}},
        {"template": "{a:99}", "arguments": {"a": "b"}},
        {"template": "{a:.1f}", "arguments": {"a": "b"}},
        {"template": "b", "singular": "{a.x}", "arguments": {"number": 2}},
        {"template": "b", "singular": "a", "arguments": {}},
        {"template": "b", "singular": "a", "arguments": {"number": "2"}},
        {"template": "b", "singular": "a", "arguments": {"number": 2**31}},
        {"template": "b", "singular": "a", "arguments": {"number": -2}},
        {"template": "b", "singular": 1, "arguments": {"number": 2}},
    ],
)
def test_a_text_counts_where_what_is_said_of_it_is_no_sentence(made: object) -> None:
    with pytest.raises(ValueError, match="sentence"):
        Sentence.from_json(made)
    assert restored({"message": "b", "sentences": {"message": made}}) == {"message": "b"}


def test_a_text_counts_where_its_template_is_that_of_another() -> None:
    made = Sentence("Something else.").to_json()
    read = restored({"message": "b", "sentences": {"message": made}})
    assert read == {"message": "b"}
    assert not isinstance(read["message"], Sentence)


@given(SENTENCES, SENTENCES, SENTENCES)
def test_a_run_tells_its_end_in_sentences(one: Sentence, two: Sentence, three: Sentence) -> None:
    for event in (
        events.Failed(reason="failure", message=one, hint=two),
        events.Warning(code="slow", message=three),
    ):
        read = events.parse_line(json.dumps(event.to_json()))
        assert type(read) is type(event)
        for name in ("message", "hint"):
            assert same(getattr(read, name, None), getattr(event, name, None))


@given(SENTENCES)
@settings(max_examples=30)
def test_a_manifest_keeps_its_reason(reason: Sentence) -> None:
    # Written as UTF-8, which has no halves of surrogate pairs.
    assume("\ud800" not in reason)
    manifest = Manifest("k", "n", Quantization.INT8, 1, (), reason, {}, Quantization.FP32)
    with tempfile.TemporaryDirectory() as folder:
        manifest.write(Path(folder))
        read = Manifest.read(Path(folder))
    assert same(read.reason, reason)
    assert read == manifest


def test_a_manifest_of_an_older_version_keeps_its_plain_reason(tmp_path: Path) -> None:
    said = "Compared with the original, in int4 it agreed on 91.0% of the sample tweets."
    Manifest("k", "n", None, 1, (), said, {}, Quantization.FP32).write(tmp_path)
    assert "sentences" not in json.loads((tmp_path / FILE_NAME).read_text("utf-8"))
    assert same(Manifest.read(tmp_path).reason, said)


def test_the_history_keeps_why_rows_were_refused() -> None:
    with closing(HistoryStore.in_memory()) as store:
        jobs = FileJobs(store.database)
        job = jobs.start(Path("a.csv"), "f", {}, PROFILE)
        said = Sentence(
            "it has {number} fields where the header has {width}",
            singular="it has 1 field where the header has {width}",
            number=3,
            width=2,
        )
        refused = [RefusedRow(0, 2, said), RefusedRow(1, 3, "it is not JSON")]
        jobs.add_rows(job.id, 0, 2, [], refused, profile=PROFILE, milliseconds=1.0)
        read = jobs.refused(job.id)
    assert read == refused
    assert same(read[0].reason, said)
    # As rows of older versions are.
    assert same(read[1].reason, "it is not JSON")
