"""Texts in old encodings, a few and many."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from desktop_app.documents.content import Content
from desktop_app.documents.encodings import detect_encoding, encoding_named
from desktop_app.documents.errors import DocumentError
from tests.documents.reading import texts_in

# Texts of people, by their languages, each with letters beyond ASCII.
WESTERN = {
    "English": [
        "The café on the corner does a lovely crème brûlée.",
        "My fiancé proposed on the train and I said yes!",
        "Naïve of me to think the parcel would arrive on time.",
        "£4.50 for a flat white, are you joking?",
        "I can’t recommend this place",
        "“Best day ever” – my niece at the zoo…",
    ],
    "French": [
        "Le métro était encore en retard ce matin, c'est épuisant.",
        "J'ai adoré le concert hier soir, quelle énergie !",
        "Où est passé le fromage ? Ça m'énerve.",
        "Le cœur de la ville est à côté de l’hôtel.",
        "Merci à toute l'équipe, vous avez été géniaux.",
    ],
    "German": [
        "Grüße aus Köln, wie schön es hier ist.",
        "Das Frühstück war großartig, die Brötchen frisch.",
        "Ärger über den Zug, später vielleicht.",
    ],
    "Spanish": [
        "Mañana será un día increíble, ¡qué alegría!",
        "¿Dónde está mi pedido? Llevo diez días esperando.",
        "La atención al cliente fue pésima, no volveré jamás.",
    ],
    "Portuguese": [
        "O comboio chegou atrasado outra vez, não é possível.",
        "Adoro esta canção, que alegria, coração!",
        "As crianças estão felizes à beira-mar.",
    ],
    "Italian": [
        "Perché è così difficile? Non ce la farò più.",
        "La città è bella, però il caffè è freddo.",
        "Sarà lunedì, non giovedì: così è la vita.",
    ],
    "Swedish": [
        "Tåget är försenat igen, jag är så trött på det här.",
        "Älskar den här låten, vilken känsla!",
    ],
    "Danish": [
        "Jeg elsker det nye bageri, brødet er så godt på øen.",
        "Åh nej, det går ikke, jeg prøver igen.",
    ],
    "Finnish": ["Tämä on hyvää päivää, ystäväni, älä syö sitä.", "Työ on tehty, hyvä!"],
    "Dutch": ["De reünie in België was geweldig, hè?", "Eén pizza kostte dertien euro, té duur."],
    "Icelandic": [
        "Það er gott veður í dag og ég er ánægður.",
        "Þetta er ömurlegt, ég þoli það ekki.",
    ],
}
OTHERS = {
    "cp1250": [
        ["Pociąg znów się spóźnił, jestem zmęczony.", "Żółta łódź płynie w górę rzeki."],
        ["Vlak má zase zpoždění, už toho mám dost.", "Příliš žluťoučký kůň úpěl ďábelské ódy."],
        ["Árvíztűrő tükörfúrógép.", "Köszönöm szépen, ő nem jött el, hűvös volt."],
    ],
    "cp1251": [["Поезд опять опоздал, я очень устала.", "Обожаю эту песню, какая радость!"]],
    "koi8-r": [["Поезд опять опоздал, я очень устала.", "Обожаю эту песню, какая радость!"]],
    "cp1253": [["Το τρένο άργησε πάλι, είμαι κουρασμένη.", "Ευχαριστώ πολύ, ήταν υπέροχο."]],
    "cp1254": [["Tren yine gecikti, çok yorgunum bugün.", "Bu şarkıyı çok seviyorum, ne güzel!"]],
    "cp1255": [["הרכבת שוב מאחרת, אני עייפה מאוד.", "אני אוהבת את השיר הזה"]],
    "cp1256": [["القطار تأخر مرة أخرى، أنا متعبة جدا.", "أحب هذه الأغنية"]],
    "cp932": [["電車がまた遅れた、とても疲れた。", "この歌が大好き、嬉しい！"]],
    "euc-jp": [["電車がまた遅れた、とても疲れた。", "この歌が大好き、嬉しい！"]],
    "cp949": [["기차가 또 늦었어요, 너무 피곤해요.", "이 노래 정말 좋아요, 너무 기뻐요!"]],
    "gb18030": [["火车又晚点了，我很累。", "我喜欢这首歌，真开心！"]],
    "big5": [["火車又晚點了，我很累。", "我喜歡這首歌，真開心！"]],
}


def as_table(texts: list[str]) -> str:
    return "id,text,lang\n" + "".join(f'{n},"{text}",xx\n' for n, text in enumerate(texts))


def as_lines(texts: list[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


def some(texts: list[str], rows: int) -> list[str]:
    """Give so many of the texts, the same every time."""
    chosen = random.Random(rows)
    return [chosen.choice(texts) for _ in range(rows)]


@pytest.mark.parametrize("texts", WESTERN.values(), ids=WESTERN)
@pytest.mark.parametrize("rows", [2, 3, 12, 2000])
@pytest.mark.parametrize("named", ["a.csv", "a.txt"])
def test_western_texts_are_read_as_windows_wrote_them(
    tmp_path: Path, texts: list[str], rows: int, named: str
) -> None:
    chosen = some(texts, rows)
    content = (as_table if named == "a.csv" else as_lines)(chosen)
    (tmp_path / named).write_bytes(content.encode("cp1252"))
    assert texts_in(tmp_path / named) == chosen


@pytest.mark.parametrize("encoding", OTHERS)
@pytest.mark.parametrize("rows", [3, 12, 2000])
def test_other_encodings_are_told_from_windows_western_one(
    tmp_path: Path, encoding: str, rows: int
) -> None:
    for texts in OTHERS[encoding]:
        chosen = [texts[0], *some(texts, rows)]
        (tmp_path / "a.csv").write_bytes(as_table(chosen).encode(encoding))
        assert texts_in(tmp_path / "a.csv") == chosen


@pytest.mark.parametrize("encoding", ["mac-roman", "cp850"])
@pytest.mark.parametrize("language", ["French", "German", "Spanish", "Portuguese", "Swedish"])
def test_encodings_of_other_systems_are_found_where_windows_own_are_nonsense(
    tmp_path: Path, encoding: str, language: str
) -> None:
    plain = str.maketrans({"’": "'", "œ": "o", "–": "-", "…": "."})
    texts = [text.translate(plain) for text in WESTERN[language]]
    (tmp_path / "a.csv").write_bytes(as_table(texts * 2).encode(encoding))
    assert texts_in(tmp_path / "a.csv") == texts * 2


def test_texts_of_many_western_languages_are_windows_western(tmp_path: Path) -> None:
    texts = some([text for texts in WESTERN.values() for text in texts], 200)
    (tmp_path / "a.csv").write_bytes(as_table(texts).encode("cp1252"))
    assert texts_in(tmp_path / "a.csv") == texts


@pytest.mark.parametrize(
    "text",
    ["I can’t", "don‘t", "a café", "100 €", "so… what", "“yes”", "½ price", "3 m² of it", "nº 1"],
)
def test_a_single_sign_is_read_as_windows_wrote_it(tmp_path: Path, text: str) -> None:
    for content in (as_table([text]), as_lines([text])):
        (tmp_path / "a.csv").write_bytes(content.encode("cp1252"))
        assert detect_encoding(Content(tmp_path / "a.csv")) == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["", "-le", "-be"])
@pytest.mark.parametrize(
    "text", ["Grüße aus Köln", "Поезд опять опоздал", "電車がまた遅れた", "ok 😀"]
)
def test_unicode_is_read_with_a_mark_and_without(
    tmp_path: Path, encoding: str, order: str, text: str
) -> None:
    named = encoding if encoding == "utf-8-sig" else encoding + order
    for name, content in (
        ("a.csv", as_table([text])),
        ("a.tsv", as_table([text]).replace(",", "\t")),
    ):
        (tmp_path / name).write_bytes(content.encode(named))
        assert texts_in(tmp_path / name) == [text]


def test_excels_unicode_text_is_read(tmp_path: Path) -> None:
    texts = ["Grüße, 😀", "a\ttab", "zwei"]
    lines = ["id\ttext", *(f'{n}\t"{text}"' for n, text in enumerate(texts))]
    (tmp_path / "a.txt").write_bytes("\r\n".join(lines).encode("utf-16"))
    assert texts_in(tmp_path / "a.txt") == texts


def test_halves_of_emoji_that_were_encoded_apart_are_joined(tmp_path: Path) -> None:
    halves = "😀".encode("utf-16-le")
    apart = "".join(chr(int.from_bytes(halves[at : at + 2], "little")) for at in (0, 2)).encode(
        "utf-8", "surrogatepass"
    )
    (tmp_path / "a.csv").write_bytes(b"id,text\n1,so good " + apart + b" yes\n2,sch\xc3\xb6n\n")
    assert texts_in(tmp_path / "a.csv") == ["so good 😀 yes", "schön"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *(("latin-1", "cp1252"), ("ISO-8859-1", "cp1252"), ("Windows-1252", "cp1252")),
        *(("utf8", "utf-8"), ("UTF-16 LE", "utf-16-le"), ("Mac Roman", "mac-roman")),
        *(("shift jis", "cp932"), ("iso-8859-15", "iso8859-15")),
    ],
)
def test_encodings_are_known_by_many_names(name: str, encoding: str) -> None:
    assert encoding_named(name) == encoding


@pytest.mark.parametrize("name", ["nonsense", "", "base64", "rot13"])
def test_what_is_no_encoding_is_said_to_be_none(name: str) -> None:
    with pytest.raises(DocumentError, match="There is no encoding named"):
        encoding_named(name)
