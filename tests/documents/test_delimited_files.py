"""Delimited files as programs and people really write them: which texts are found in them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from desktop_app.documents.document import Document
from desktop_app.documents.rows import BadRow
from tests.documents.reading import all_rows, texts_in

GOOD = "I love this new bakery, the bread is wonderful"
BAD = "Terrible service, I waited an hour and left"
PLAIN = "The library opens at nine tomorrow"
TEXTS = [GOOD, BAD, PLAIN]


def table(
    delimiter: str = ",",
    names: tuple[str, ...] = ("id", "text", "lang"),
    end: str = "\n",
    quoting: int = csv.QUOTE_MINIMAL,
) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(names)
    for number, text in enumerate(TEXTS, start=1):
        cells = {"id": number, "text": text, "lang": "en", "note": "", "date": "2024-01-02"}
        writer.writerow([cells.get(name.casefold(), f"x{number}") for name in names])
    return file.getvalue()


ABOVE = {
    "sep=; and two columns": "sep=;\r\n" + table(";", ("id", "text"), "\r\n"),
    "sep=, in quotes": '"sep=,"\r\n' + table(",", end="\r\n"),
    "sep= a tab": "sep=\t\n" + table("\t"),
    "SEP=|": "SEP=|\n" + table("|"),
    "sep= and a report below": "sep=;\nReport;Brand\n\n" + table(";"),
    "a title": "Mentions of the brand in January\n" + table(),
    "a title and an empty line": "Mentions of the brand\n\n" + table(),
    "a title padded with delimiters": "Mentions of the brand,,\n,,\n" + table(),
    "a report of two columns above two": "Report:,Brand\nPeriod:,January\n\n"
    + table(",", ("text", "lang")),
    "a report in German": "Bericht;Erwähnungen\nZeitraum;01.01.2024 bis 31.01.2024\n\n"
    "Datum;Verfasser;Beitrag;Reichweite\n"
    + "".join(f"0{n}.01.2024;nutzer{n};{text};{n}00\n" for n, text in enumerate(TEXTS, 1)),
    "ten lines of filters": "".join(f"Filter {n}:,value {n}\n" for n in range(10)) + table(),
    "comments with a hash": "# exported by listener 2.1, on Monday\n# 3 rows\n" + table(),
    "comments with slashes": "// exported\n" + table(";"),
    "comments with dashes": "-- Result of query 7\n--\n" + table("|"),
    "a comment with as many commas": "# one, two, three\n" + table(),
    "a header with a hash": "#" + table(),
    "a quoted title with a comma": '"Brand, weekly report"\n"2024, week 1"\n\n' + table(),
    "a title and no header": "Export of today\n"
    + "".join(f'{n},"{text}",en\n' for n, text in enumerate(TEXTS * 3, 1)),
    "a byte order mark": "\ufeff" + table(),
    "a byte order mark and quotes": "\ufeff" + table(quoting=csv.QUOTE_ALL),
    "a mark before sep=": "\ufeffsep=;\n" + table(";"),
    "empty lines first": "\n\n" + table(),
    "names of several words": table(names=("Tweet Id", "Text", "Number of likes")).replace(
        "Tweet Id", "tweet id"
    ),
    "names in capitals": table(names=("ID", "TEXT", "LANG")),
    "names nobody knows": "nr,beitrag,quelle\n"
    + "".join(f'{n},"{text}",web\n' for n, text in enumerate(TEXTS, 1)),
}


@pytest.mark.parametrize("content", ABOVE.values(), ids=ABOVE)
@pytest.mark.parametrize("copies", [1, 700])
def test_what_stands_above_a_table_is_no_text(tmp_path: Path, content: str, copies: int) -> None:
    path = tmp_path / "a.csv"
    head, last = content.rsplit("\n", 2)[0] + "\n", content.rsplit("\n", 2)[1] + "\n"
    path.write_text(head + last * copies, encoding="utf-8")
    found = texts_in(path)
    assert list(dict.fromkeys(found)) == TEXTS
    assert len(found) == content.count(PLAIN) * 1 + content.count(GOOD) * 2 + copies - 1


RAGGED = {
    "header and rows end with a comma": "id,text,lang,\n"
    + "".join(f'{n},"{text}",en,\n' for n, text in enumerate(TEXTS, 1)),
    "header ends with two commas": "id,text,lang,,\n"
    + "".join(f'{n},"{text}",en\n' for n, text in enumerate(TEXTS, 1)),
    "rows end with semicolons": "id;text\n"
    + "".join(f"{n};{text};;\n" for n, text in enumerate(TEXTS, 1)),
    "R's row names, unquoted numbers": '"id","text"\n'
    + "".join(f'"{n}",{n}01,"{text}"\n' for n, text in enumerate(TEXTS, 1)),
    "R's row names of a subset": '"text","lang"\n'
    + "".join(f'"{n * 7}","{text}","en"\n' for n, text in enumerate(TEXTS, 1)),
    "R's row names, one column": '"text"\n'
    + "".join(f'"{n}","{text}"\n' for n, text in enumerate(TEXTS, 1)),
    "R's row names with tabs": '"id"\t"text"\t"lang"\n'
    + "".join(f'"{n}"\t{n}\t"{text}"\t"en"\n' for n, text in enumerate(TEXTS, 1)),
    "R's empty first name": '"","id","text"\n'
    + "".join(f'"{n}",{n}01,"{text}"\n' for n, text in enumerate(TEXTS, 1)),
    "pandas' index": ",text,lang\n" + "".join(f'{n},"{text}",en\n' for n, text in enumerate(TEXTS)),
    "every second row short": "id,text,lang,note\n"
    + "".join(f'{n},"{text}",en{",checked" if n % 2 else ""}\n' for n, text in enumerate(TEXTS, 1)),
    "rows end after the text": "id,text,a,b,c,d\n"
    + "".join(f'{n},"{text}"\n' for n, text in enumerate(TEXTS, 1)),
    "the first row is short": f'id,text,lang,note\n1,"{GOOD}"\n2,"{BAD}",en,\n3,"{PLAIN}",en,x\n',
    "commas nobody quoted, in all rows": f"id,user,text\n1,u1,{GOOD}\n2,u2,{BAD}\n3,u3,{PLAIN}\n",
    "semicolons nobody quoted": "id;text\n1;" + GOOD + "\n2;" + BAD + "\n3;" + PLAIN + "\n",
    "commas nobody quoted, two columns": f"label,text\npos,{GOOD}\nneg,{BAD}\nneu,{PLAIN}\n",
    "commas nobody quoted, with a column behind": "id,text,lang\n"
    f"1,{GOOD},en\n2,{BAD},en\n3,{PLAIN},en\n",
    "a total": table() + "Total,,3\n",
    "a total in one field": table() + "Total: 3 rows\n",
    "a total after an empty line": table() + "\nTotal 3\n",
    "a count": table() + "(3 rows affected)\n",
    "a source and a date": table() + "\nSource: Listener\nGenerated on 2024-02-01\n",
    "a copyright": table() + "© 2024 Listener\n",
    "a total below texts that stand first": table(names=("text", "lang")) + "Total: 3 rows\n",
    "a total with a number below texts that stand first": table(names=("text", "id")) + "Total,3\n",
    "a count below a single column": "text\n"
    + "".join(f'"{text}"\n' for text in TEXTS)
    + "3 rows\n",
    "a header again": table() + "id,text,lang\n",
    "a header again within": table().replace(f'2,"{BAD}"', f'id,text,lang\n2,"{BAD}"'),
    "rows of delimiters": table() + ",,\n,,\n",
    "empty lines between": table(end="\n\n"),
    "spaces on an empty line": table() + "   \n",
    "no end of the last line": table().rstrip("\n"),
    "an end-of-file mark of DOS": table() + "\x1a",
}


@pytest.mark.parametrize("content", RAGGED.values(), ids=RAGGED)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_of_any_length_keep_their_texts(tmp_path: Path, content: str, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content.replace("\n", end).encode())
    assert texts_in(path) == TEXTS


QUOTES = ['She said "great job", and I love it', 'He wrote "awful" again', "plain, and calm"]


def written(texts: list[str], delimiter: str = ",", end: str = "\n", **dialect: object) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, **dialect)  # type: ignore[arg-type]
    writer.writerows([("id", "text", "lang")] + [(n, text, "en") for n, text in enumerate(texts)])
    return file.getvalue()


DIALECTS = {
    "doubled quotes": (QUOTES, written(QUOTES)),
    "all quoted": (QUOTES, written(QUOTES, quoting=csv.QUOTE_ALL)),
    "backslashes, all quoted": (
        QUOTES,
        written(QUOTES, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\"),
    ),
    "backslashes and semicolons": (
        QUOTES,
        written(QUOTES, ";", doublequote=False, escapechar="\\"),
    ),
    "backslashes before delimiters, no quotes": (
        QUOTES,
        written(QUOTES, quoting=csv.QUOTE_NONE, escapechar="\\", quotechar=None),
    ),
    "backslashes that escape nothing": (
        ["¯\\_(ツ)_/¯ ok, then", "C:\\new\\table", 'a "quote"'],
        written(["¯\\_(ツ)_/¯ ok, then", "C:\\new\\table", 'a "quote"']),
    ),
    "backslashes of both kinds": (
        ["¯\\_(ツ)_/¯ ok, then", 'a "quote" here, yes', "plain words"],
        (
            'id,text,lang\n1,"¯\\_(ツ)_/¯ ok, then",en\n2,"a \\"quote\\" here, yes",en\n'
            "3,plain words,en\n"
        ),
    ),
    "a space before the quote": (
        QUOTES,
        "id, text, lang\n"
        + "".join('{}, "{}", en\n'.format(n, t.replace('"', '""')) for n, t in enumerate(QUOTES)),
    ),
    "a space before the quote, semicolons": (
        TEXTS,
        "id; text; lang\n" + "".join(f'{n}; "{text}"; "en"\n' for n, text in enumerate(TEXTS)),
    ),
    "a space after each delimiter, no quotes": (
        [PLAIN, "ok", "so so"],
        f"id, text, lang\n1, {PLAIN}, en\n2, ok, en\n3, so so, en\n",
    ),
    "single quotes": (
        ["so good, love it", "it's ok", "plain words here"],
        (
            "'id','text','lang'\n1,'so good, love it','en'\n2,'it''s ok','en'\n"
            "3,'plain words here','en'\n"
        ),
    ),
    "quotes within that nobody marked": (
        QUOTES,
        "id,text,lang\n" + "".join(f'{n},"{text}",en\n' for n, text in enumerate(QUOTES)),
    ),
    "quotes that are part of tabbed texts": (
        ['"so they say', "foo", 'the "end"'],
        'id\ttext\n1\t"so they say\n2\tfoo\n3\tthe "end"\n',
    ),
    "texts of several lines": (
        ["one,\ntwo", "three\n\nfour", 'five "six"\nseven'],
        written(["one,\ntwo", "three\n\nfour", 'five "six"\nseven']),
    ),
    "texts of several lines that end as Windows' do": (
        ["one,\r\ntwo", "three\r\n\r\nfour", "five"],
        written(["one,\r\ntwo", "three\r\n\r\nfour", "five"], end="\r\n"),
    ),
    "decimal commas": (
        TEXTS,
        "id;text;score\n" + "".join(f"{n};{text};0,{n}5\n" for n, text in enumerate(TEXTS)),
    ),
    "no header, as Sentiment140": (
        ["@you that's a bummer, really", "is upset that he can't update", "love it"],
        (
            '"0","1467810369","Mon Apr 06 22:19:45 PDT 2009","NO_QUERY","_Special_",'
            '"@you that\'s a bummer, really"\n'
            '"0","1467810672","Mon Apr 06 22:19:49 PDT 2009","NO_QUERY","scott",'
            '"is upset that he can\'t update"\n'
            '"4","1467810917","Mon Apr 06 22:19:53 PDT 2009","NO_QUERY","matty","love it"\n'
        ),
    ),
    "a single column": (TEXTS, "text\n" + "".join(f'"{text}"\n' for text in TEXTS)),
    "a single column without quotes": (TEXTS, "text\n" + "".join(f"{t}\n" for t in TEXTS)),
    "a single column without a name": (TEXTS, "".join(f'"{text}"\n' for text in TEXTS)),
    "an empty first column": (
        TEXTS,
        ",text,lang\n" + "".join(f',"{text}",en\n' for text in TEXTS),
    ),
    "a zero byte within": (["a\x00b c", BAD, PLAIN], written(["a\x00b c", BAD, PLAIN])),
    "JSON in a column": (
        TEXTS,
        "id,text,meta\n"
        + "".join(
            f'{n},"{t}","{{""lang"": ""en"", ""tags"": [1, 2]}}"\n' for n, t in enumerate(TEXTS)
        ),
    ),
    "links with semicolons and bars": (
        ["see http://a.b/?x=1;y=2|z, ok", "more; text | here", "end, of it"],
        written(["see http://a.b/?x=1;y=2|z, ok", "more; text | here", "end, of it"]),
    ),
}


@pytest.mark.parametrize(("texts", "content"), DIALECTS.values(), ids=DIALECTS)
def test_texts_are_what_they_were_before_they_were_quoted(
    tmp_path: Path, texts: list[str], content: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content.encode())
    assert texts_in(path) == texts


@pytest.mark.parametrize("delimiter", list(",;\t|~\x01\x1f^§:"))
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("suffix", [".csv", ".txt", ".dat", ""])
def test_any_delimiter_divides_a_file_of_any_name(
    tmp_path: Path, delimiter: str, quoting: int, suffix: str
) -> None:
    path = tmp_path / f"000000_0{suffix}"
    path.write_text(table(delimiter, quoting=quoting), encoding="utf-8")
    assert texts_in(path) == TEXTS


@pytest.mark.parametrize("rows", [1, 2, 3, 30, 3000])
@pytest.mark.parametrize("delimiter", list(",;\t|~\x01"))
def test_a_table_of_any_length_without_names_is_divided(
    tmp_path: Path, delimiter: str, rows: int
) -> None:
    path = tmp_path / "a.csv"
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    texts = [TEXTS[row % 3] for row in range(rows)]
    writer.writerows((100 + row, text, "en") for row, text in enumerate(texts))
    path.write_text(file.getvalue(), encoding="utf-8")
    assert texts_in(path) == texts


LISTS = {
    "tweets with commas": "I love it, really\nNo, thanks\nwell, well, well\n",
    "the same number of commas": "good, yes\nbad, no\nso, so\n",
    "semicolons": "first; second\nthird; fourth; fifth\nsixth\n",
    "hashtags": "#Monday is here\n#Tuesday is not\nno hash, here\n",
    "quoted": '"I love it"\n"No way"\nplain\n',
    "braces": "{ok} then\n[deleted]\n[removed] again\n",
    "numbers": "1 of 3\n2 of 3\n3 of 3\n",
    "links": "see http://a.b/c?d=1,2\nhttps://t.co/x | y\nend\n",
    "bars": "a | b\nc | d | e\nf\n",
    "one tab": "I\tlove it\nplain\nmore words here\n",
    "colons": "Breaking: news\nAlso: more: of it\nplain\n",
    "dashes": "so - well\nno - yes - maybe\nplain\n",
}


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_texts_stay_lines(tmp_path: Path, content: str, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content.replace("\n", end).encode())
    assert texts_in(path) == content.splitlines()


def test_there_is_a_row_for_each_line_below_the_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'id,text,lang\n1,good,en\n2\n3,a,b,c,d\nid,text,lang\n4,"open,en\n5,fine,en\nTotal: 5\n',
        encoding="utf-8",
    )
    rows = all_rows(Document.open(path))
    assert [row.line for row in rows] == [2, 3, 4, 5, 6, 7, 8]
    assert [row.line for row in rows if isinstance(row, BadRow)] == [4, 5, 8]
    assert texts_in(path) == ["good", '"open', "fine"]
