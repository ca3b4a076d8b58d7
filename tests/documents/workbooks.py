"""Workbooks for tests, in the formats that no library at hand writes: XLS, XLSB and ODS, and XLSX
as other programs than openpyxl write it. As little of each as a reader needs."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Cell = str | float | None
Sheets = Mapping[str, Sequence[Sequence[Cell]]]


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Put files into an archive, in their order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def xls(sheets: Sheets, hidden: Sequence[str] = ()) -> bytes:
    """Write Excel 97's format: records, in a file system of their own."""

    end = _xls_record(0x000A, b"")
    bodies = [_xls_rows(rows) + end for rows in sheets.values()]

    def described(offsets: Sequence[int]) -> bytes:
        book = _xls_begin(0x0005) + _xls_record(0x0042, struct.pack("<H", 1200))
        for name, offset in zip(sheets, offsets, strict=True):
            text = name.encode("utf-16-le")
            state = struct.pack("<IBBBB", offset, name in hidden, 0, len(name), 1)
            book += _xls_record(0x0085, state + text)
        return book + end

    offsets, at = [], len(described([0] * len(bodies)))
    for body in bodies:
        offsets.append(at)
        at += len(body)
    stream = described(offsets) + b"".join(bodies)
    # Shorter ones are kept elsewhere.
    return _compound_file(stream.ljust(4096, b"\0"))


def _xls_record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _xls_begin(kind: int) -> bytes:
    return _xls_record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))


def _xls_rows(rows: Sequence[Sequence[Cell]]) -> bytes:
    width = max((len(row) for row in rows), default=0)
    size = struct.pack("<IIHHH", 0, len(rows), 0, width, 0)
    body = _xls_begin(0x0010) + _xls_record(0x0200, size)
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            where = struct.pack("<HHH", at, place, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                body += _xls_record(0x0204, where + struct.pack("<HB", len(text) // 2, 1) + text)
            elif cell is not None:
                body += _xls_record(0x0203, where + struct.pack("<d", cell))
    return body


def _compound_file(stream: bytes) -> bytes:
    stream = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    sectors = len(stream) // 512
    chain = [*range(1, sectors), -2, -2, -3]
    table = struct.pack(f"<{len(chain)}i", *chain).ljust(512, b"\xff")
    assert len(table) == 512, "a longer stream needs more tables"

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le").ljust(64, b"\0")
        return text + struct.pack(
            "<HBBiii16sIQQiQ", len(name) * 2 + 2, kind, 1, -1, -1, child, b"", 0, 0, 0, start, size
        )

    folder = entry("Root Entry", 5, 1, -2, 0) + entry("Workbook", 2, -1, 0, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16sHHHHH6sIIiIIiIiI",
        *(b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, sectors, 0, 4096, -2, 0, -2, 0),
    )
    first_tables = struct.pack("<i", sectors + 1).ljust(436, b"\xff")
    return header + first_tables + stream + folder.ljust(512, b"\0") + table


def ods(sheets: Sheets, hidden: Sequence[str] = ()) -> bytes:
    """Write an OpenDocument spreadsheet."""

    def cell(value: Cell) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, str):
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
            return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    tables = ""
    for name, rows in sheets.items():
        style = "off" if name in hidden else "on"
        inner = "".join(
            f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows
        )
        tables += f'<table:table table:name="{name}" table:style-name="{style}">{inner}'
        tables += "</table:table>"
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style", "manifest")
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("on", "true"), ("off", "false"))
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest{names}><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


def xlsb(sheets: Sheets, hidden: Sequence[str] = ()) -> bytes:
    """Write Excel's binary format."""

    def number(value: int) -> bytes:
        data = b""
        while value > 127:
            data += bytes((value & 127 | 128,))
            value >>= 7
        return data + bytes((value,))

    def record(kind: int, data: bytes = b"") -> bytes:
        return number(kind) + number(len(data)) + data

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value.encode("utf-16-le")) // 2) + value.encode("utf-16-le")

    bundle = b"".join(
        record(156, struct.pack("<II", name in hidden, at) + text(f"rId{at}") + text(name))
        for at, name in enumerate(sheets, 1)
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.'
        'binary.macroEnabled.main"/></Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/workbook.bin": record(131) + record(143) + bundle + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": _relations(
            {
                f"rId{at}": ("worksheet", f"worksheets/sheet{at}.bin")
                for at in range(1, len(sheets) + 1)
            }
        ),
    }
    for at, rows in enumerate(sheets.values(), 1):
        width = max((len(row) for row in rows), default=1)
        body = record(129) + record(
            148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1)
        )
        body += record(145)
        for line, row in enumerate(rows):
            body += record(0, struct.pack("<I", line) + bytes(13))
            for place, cell in enumerate(row):
                where = struct.pack("<II", place, 0)
                if isinstance(cell, str):
                    body += record(6, where + text(cell))
                elif cell is not None:
                    body += record(5, where + struct.pack("<d", cell))
        members[f"xl/worksheets/sheet{at}.bin"] = body + record(146) + record(130)
    return zipped(members)


def _relations(targets: Mapping[str, tuple[str, str]], strict: bool = False) -> str:
    kinds = (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
        if strict
        else "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kinds}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def xlsx(
    sheets: Mapping[str, str],
    texts: Sequence[str] = (),
    *,
    strict: bool = False,
    prefix: str = "",
) -> bytes:
    """Write XLSX of rows in XML.

    Args:
        sheets: the rows of each.
        texts: that cells refer to by their places.
        strict: in the strict form of the standard.
        prefix: before the names of elements, as some programs write it.
    """
    at = f"{prefix}:" if prefix else ""
    bound = f"xmlns:{prefix}" if prefix else "xmlns"
    main = (
        "http://purl.oclc.org/ooxml/spreadsheetml/main"
        if strict
        else "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    )
    kinds = (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
        if strict
        else "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )
    listed = "".join(
        f'<{at}sheet name="{escape(name)}" sheetId="{place}" r:id="rId{place}"/>'
        for place, name in enumerate(sheets, 1)
    )
    targets = {
        f"rId{place}": ("worksheet", f"worksheets/sheet{place}.xml")
        for place in range(1, len(sheets) + 1)
    }
    shared = "".join(f"<{at}si><{at}t>{escape(text)}</{at}t></{at}si>" for text in texts)
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}, strict),
        "xl/workbook.xml": f'<{at}workbook {bound}="{main}" xmlns:r="{kinds}">'
        f"<{at}sheets>{listed}</{at}sheets></{at}workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            targets | {"rId99": ("sharedStrings", "sharedStrings.xml")}, strict
        ),
        "xl/sharedStrings.xml": f'<{at}sst {bound}="{main}">{shared}</{at}sst>',
    }
    for place, rows in enumerate(sheets.values(), 1):
        members[f"xl/worksheets/sheet{place}.xml"] = (
            f'<{at}worksheet {bound}="{main}"><{at}sheetData>{rows}</{at}sheetData></{at}worksheet>'
        )
    return zipped(members)
