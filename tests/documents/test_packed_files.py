"""Packed files, archives, and files of other kinds."""

from __future__ import annotations

import bz2
import dataclasses
import gzip
import io
import lzma
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from openpyxl import Workbook

from desktop_app.documents import content
from desktop_app.documents.columns import Columns
from desktop_app.documents.detection import detect
from desktop_app.documents.document import Document
from desktop_app.documents.errors import DocumentError
from desktop_app.documents.export import export
from desktop_app.documents.finding import find_files
from desktop_app.documents.fingerprint import fingerprint
from desktop_app.documents.labelling import read_chunks
from desktop_app.documents.layout import FileFormat, Layout, Packing
from desktop_app.documents.preview import preview
from desktop_app.tabular.style import TableFormat, TableStyle
from tests.documents.answering import answer
from tests.documents.reading import all_rows, texts_in

TEXTS = ["I love it, really", "I hate it", "It opens at nine"]
TABLE = ("id,text\n" + "".join(f'{n},"{text}"\n' for n, text in enumerate(TEXTS))).encode()
LINES = "".join(f"{text}\n" for text in TEXTS).encode()
JSON = (
    b'[{"id": 1, "text": "I love it, really"}, {"text": "I hate it"}, {"text": "It opens at nine"}]'
)


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def zstandard(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return bytes(sink.getvalue())


PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard,
    ".zip": lambda data: zipped({"folder/tweets.csv": data}),
}


@pytest.mark.parametrize("ending", PACK)
@pytest.mark.parametrize("named", ["right", "wrong"])
def test_a_packed_table_is_read_through(tmp_path: Path, ending: str, named: str) -> None:
    path = tmp_path / ("tweets.csv" + ending if named == "right" else "download")
    path.write_bytes(PACK[ending](TABLE))
    assert texts_in(path) == TEXTS
    assert preview(path).row_count == 3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tweets.txt", LINES),
        ("tweets.tsv", TABLE.replace(b',"', b'\t"').replace(b"id,", b"id\t")),
        ("a.json", JSON),
    ],
)
@pytest.mark.parametrize("ending", [".gz", ".bz2", ".xz", ".zst"])
def test_any_format_may_be_packed(tmp_path: Path, name: str, data: bytes, ending: str) -> None:
    path = tmp_path / (name + ending)
    path.write_bytes(PACK[ending](data))
    assert len(texts_in(path)) == 3


def test_a_workbook_may_be_packed(tmp_path: Path) -> None:
    file = io.BytesIO()
    book = Workbook()
    book.active.append(["id", "text"])
    for text in TEXTS:
        book.active.append([1, text])
    book.save(file)
    for name, data in (
        ("a.xlsx.gz", gzip.compress(file.getvalue())),
        ("a.zip", zipped({"a.xlsx": file.getvalue(), "readme.txt": b"hello"})),
    ):
        (tmp_path / name).write_bytes(data)
        assert texts_in(tmp_path / name) == TEXTS


def test_members_of_a_gzip_file_follow_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(TABLE[:20]) + gzip.compress(TABLE[20:]))
    assert texts_in(path) == TEXTS


@pytest.mark.parametrize("ending", PACK)
def test_work_on_a_packed_file_goes_on_where_it_stopped(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.csv{ending}"
    rows = b"".join(b'%d,"text, of\nrow %d"\n' % (n, n) for n in range(50))
    path.write_bytes(PACK[ending](b"id,text\n" + rows))
    document = Document.open(path)
    # As it is kept with a job.
    layout = Layout.from_json(document.layout.to_json())
    assert layout == document.layout
    first = next(read_chunks(document, Columns("text"), size=20))
    again = Document.open(path, layout)
    rest = [
        text
        for chunk in read_chunks(again, Columns("text"), after=first.last)
        for text in chunk.texts
    ]
    assert [text.number for text in [*first.texts, *rest]] == list(range(1, 51))
    assert fingerprint(path) == fingerprint(path.rename(tmp_path / "renamed"))


def test_a_packed_file_is_exported_as_a_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(TABLE))
    export(Document.open(path), [answer(1)], tmp_path / "out.csv", TableStyle(TableFormat.CSV))
    assert texts_in(tmp_path / "out.csv") == TEXTS


ARCHIVES = {
    "hidden files of macOS": {"__MACOSX/._t.csv": b"x", ".DS_Store": b"y", "t.csv": TABLE},
    "a description beside": {
        "readme.txt": b"What this is.",
        "t.csv": TABLE,
        "logo.png": b"\x89PNG",
    },
    "one list of lines": {"t.txt": LINES, "logo.png": b"\x89PNG"},
    "a folder": {"data/": b"", "data/t.csv": TABLE},
    "an archive of Twitter": {
        "data/account.js": b"window.YTD.account.part0 = [{}]",
        "data/like.js": b"window.YTD.like.part0 = [{}]",
        "data/tweets.js": b"window.YTD.tweets.part0 = " + JSON,
        "Your archive.html": b"<html>",
    },
}


@pytest.mark.parametrize("members", ARCHIVES.values(), ids=ARCHIVES)
def test_the_one_table_of_an_archive_is_read(tmp_path: Path, members: dict[str, bytes]) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(members))
    assert texts_in(tmp_path / "a.zip") == TEXTS


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        (
            {"a.csv": TABLE, "b.csv": TABLE},
            "a.zip has several files that can be read: a.csv, b.csv.",
        ),
        ({"a.png": b"x"}, "a.zip is an archive without a table that can be read: a.png."),
        (
            {"a.txt": LINES, "b.txt": LINES},
            "a.zip has several files that can be read: a.txt, b.txt.",
        ),
        ({f"{n}.csv": TABLE for n in range(20)}, "7.csv, …"),
        ({"word/document.xml": b"x", "[Content_Types].xml": b""}, "a document of a word processor"),
        ({"ppt/slides.xml": b"x", "[Content_Types].xml": b""}, "a presentation"),
    ],
)
def test_an_archive_with_none_or_several_says_what_is_in_it(
    tmp_path: Path, members: dict[str, bytes], sentence: str
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(members))
    with pytest.raises(DocumentError) as raised:
        Document.open(tmp_path / "a.zip")
    assert sentence in raised.value.message


@pytest.mark.parametrize("ending", PACK)
def test_a_bomb_ends_at_a_bound(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content, "FREELY_UNPACKED", 2**20)
    monkeypatch.setattr(content, "HIGHEST_RATIO", 50)
    path = tmp_path / f"a.csv{ending}"
    path.write_bytes(PACK[ending](b"text\n" + b"love\n" * 2**20))
    with pytest.raises(DocumentError, match="would unpack to far more than a table has"):
        all_rows(Document.open(path))


@pytest.mark.parametrize("ending", PACK)
def test_a_packed_file_that_is_damaged_is_an_error_in_a_sentence(
    tmp_path: Path, ending: str
) -> None:
    noise = random.Random(1).randbytes(30_000).hex().encode()
    whole = PACK[ending](
        b"id,text\n" + b"".join(b"%d,%d a text\n" % (n, n) for n in range(999)) + noise
    )
    path = tmp_path / f"a.csv{ending}"
    broken = [whole[: len(whole) // 2], whole[:-12]]
    if ending != ".zst":  # whose writer here leaves out checksums
        broken.append(whole[:2000] + b"\xff" * 99 + whole[2099:])
    for damaged in broken:
        path.write_bytes(damaged)
        with pytest.raises(DocumentError):
            all_rows(Document.open(path))


def test_an_archive_with_a_password_is_an_error_in_a_sentence(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.csv": TABLE}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(DocumentError, match="has a password"):
        Document.open(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"GIF89a", "a picture"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"MZ\x90\x00" + bytes(200), "a program"),
        (b"SQLite format 3\x00", "a database"),
        (b"\x00\x00\x00\x20ftypisom", "a sound or video file"),
        (b"ID3\x04", "a sound or video file"),
        (b"Rar!\x1a\x07", "an archive"),
        (b"7z\xbc\xaf\x27\x1c", "an archive"),
        (b"{\\rtf1\\ansi hello", "a document of a word processor"),
        (b"<!DOCTYPE html><html><body>I love it", "a web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a>I love it</a>", "XML"),
        (b"\x93NUMPY", "an array of NumPy"),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a", "a.json"])
@pytest.mark.parametrize("packed", [False, True])
def test_what_is_none_of_texts_is_refused_by_name(
    tmp_path: Path, start: bytes, kind: str, name: str, packed: bool
) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(start) if packed else start)
    with pytest.raises(DocumentError, match=f"{name} is {kind}, not a file of texts"):
        preview(path)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a", "a.jsonl", "a.tsv.gz"])
def test_bytes_without_a_meaning_are_refused(tmp_path: Path, seed: int, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(random.Random(seed).randbytes(3000))
    with pytest.raises(DocumentError):
        preview(path)


def test_a_tape_archive_within_gzip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(b"tweets.csv".ljust(257, b"\0") + b"ustar" + bytes(250) + TABLE))
    with pytest.raises(DocumentError, match="is an archive"):
        preview(path)


def test_packed_files_are_found_in_a_folder(tmp_path: Path) -> None:
    for name in (
        "a.csv.gz",
        "b.zip",
        "c.json",
        "tweets.js",
        "like.js",
        "d.tar.gz",
        "e.parquet",
        "f.py",
    ):
        (tmp_path / name).touch()
    found = find_files([tmp_path])
    assert [file.name for file in found.files] == [
        *("a.csv.gz", "b.zip", "c.json", "e.parquet", "tweets.js"),
    ]


def test_the_name_says_what_is_packed() -> None:
    layout = dataclasses.replace(Layout(FileFormat.CSV), packing=Packing.GZIP)
    assert content.Content.of(Path("x/a.csv.gz"), layout).name == "a.csv"
    assert content.Content(Path("x/a.zip"), Packing.ZIP, "in/b.csv").name == "b.csv"


def test_parquet_is_read_in_batches(tmp_path: Path) -> None:
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    texts = [f"text {n}" for n in range(9000)]
    parquet.write_table(pa.table({"id": range(9000), "text": texts, "tags": [[1]] * 9000}), path)
    assert detect(path).layout.format is FileFormat.PARQUET
    assert texts_in(path) == texts
    assert all_rows(Document.open(path))[1].values == (1, "text 1", [1])
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DocumentError, match="is damaged, or is no Parquet file"):
        Document.open(path)
