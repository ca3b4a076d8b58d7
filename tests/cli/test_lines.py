from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.cli.lines import LineReader

LINES = st.lists(
    st.one_of(
        st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"])).map(
            str.encode
        ),
        st.binary().map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"")),
        st.sampled_from([b"", b"  ", "line\u2028separator\x85\x0b".encode()]),
    )
)


class Pieces:
    """An input that arrives in pieces of the given sizes."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        self._data = data
        self._sizes = iter(sizes)

    def read(self, size: int, /) -> bytes:
        size = next(self._sizes, size)
        piece, self._data = self._data[:size], self._data[size:]
        return piece

    def fileno(self) -> int:
        raise OSError("no file")

    def close(self) -> None:
        pass


def texts_of(reader: LineReader) -> list[str]:
    return [text for block in reader.blocks() for text in block.texts]


@given(LINES, st.sampled_from([b"\n", b"\r\n"]), st.lists(st.integers(1, 20)), st.booleans())
def test_lines_do_not_depend_on_how_they_arrive(
    lines: list[bytes], end: bytes, sizes: list[int], ended: bool
) -> None:
    # What is not UTF-8 is read by what it seems to be, which is decided when it comes.
    lines = [line if is_utf8(line) else b"a\xe9\x80" for line in lines]
    lines = [b"a line of UTF-8 comes first: \xc3\xa9", *lines]
    reader = LineReader(Pieces(end.join(lines) + (end if ended else b""), sizes))
    decoded = [line.decode() if is_utf8(line) else "aé€" for line in lines]
    assert texts_of(reader) == [text for text in decoded if text.strip()]
    assert reader.undecodable == sum(not is_utf8(line) for line in lines)


@given(
    st.sampled_from(["utf-16", "utf-16-le", "utf-32", "utf-8-sig"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.lists(st.integers(1, 9)),
)
def test_wide_characters_and_lone_carriage_returns_are_read_in_any_pieces(
    encoding: str, end: str, sizes: list[int]
) -> None:
    texts = ["I love it, now", "schön 😀", "It is"]
    reader = LineReader(Pieces((end.join(texts) + end).encode(encoding), sizes))
    # Without a mark, it takes more than a character to tell.
    assert texts_of(reader) == texts or encoding == "utf-16-le"
    assert texts_of(LineReader(Pieces(end.join(texts).encode(encoding), []))) == texts


def is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(LINES, st.lists(st.integers(1, 20)))
def test_sizes_of_the_blocks_add_up_to_the_input(lines: list[bytes], sizes: list[int]) -> None:
    data = b"xxxx" + b"\n".join(lines)
    assert sum(block.size for block in LineReader(Pieces(data, sizes)).blocks()) == len(data)


@given(st.integers(1, 5))
def test_a_byte_order_mark_is_dropped_at_the_start_only(size: int) -> None:
    data = b"\xef\xbb\xbfgood day\n\xef\xbb\xbfgood night\n"
    reader = LineReader(Pieces(data, [size] * len(data)))
    assert texts_of(reader) == ["good day", "\ufeffgood night"]


def test_an_input_of_a_mark_alone_is_one_blank_line() -> None:
    reader = LineReader(Pieces(b"\xef\xbb\xbf", []))
    assert texts_of(reader) == []
    assert reader.blank == 1


def test_what_has_arrived_is_given_without_waiting_for_more() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as source, os.fdopen(writing, "wb", 0) as sink:
        blocks = LineReader(source).blocks()
        sink.write(b"one\ntwo\nthr")
        assert next(blocks).texts == ["one", "two"]
        sink.write(b"ee\n")
        assert next(blocks).texts == ["three"]
