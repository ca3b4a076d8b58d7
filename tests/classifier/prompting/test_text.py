import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.classifier.prompting.text import clean_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("@bob hi", "@user hi"),
        ("hi@bob and .@eve_2", "hi@user and .@user"),
        ("meet @ the park", "meet @ the park"),
        ("see https://t.co/x?a=1#b now", "see http now"),
        ("so good!http://t.co/x", "so good! http"),
        ("go to www.example.org", "go to http"),
        ("HTTPS://EXAMPLE.ORG", "http"),
        (r"I\u2019m", "I’m"),
        (r"\ud83d\ude00!", "😀!"),
        ("Tom &amp; Jerry &lt;3", "Tom & Jerry <3"),
        ("&amp;lt;3", "<3"),
        ("a\n\nb\t c\u2028d\u00a0e", "a b c d e"),
        ("bell\x07 nul\x00 del\x7f", "bell nul del"),
        ("evil \u202eright to left\u202c", "evil right to left"),
        ("zero\u200bwidth \ufeffmark", "zerowidth mark"),
        ("👩\u200d👩\u200d👧 family", "👩\u200d👩\u200d👧 family"),
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("\ud800 alone", "alone"),
        ("e\u0301", "é"),
        ("  \t\n ", ""),
        ("", ""),
    ],
)
def test_known_texts(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


# Every code point, unpaired surrogates among them.
_ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(_ANY_TEXT)
def test_result_is_one_clean_line(raw: str) -> None:
    clean = clean_text(raw)

    clean.encode("utf-8")
    assert clean == clean.strip()
    assert clean.splitlines() in ([], [clean])
    assert "  " not in clean
    assert "\x00" not in clean


@given(_ANY_TEXT, st.from_regex(r"@[a-z0-9_]{1,15}", fullmatch=True), _ANY_TEXT)
def test_no_name_survives(before: str, name: str, after: str) -> None:
    mentions = [word for word in clean_text(f"{before} {name} {after}").split() if name in word]
    assert all("@user" in word for word in mentions)
