"""Cells and runs of OpenDocument files: what is written once for several, figures, raised and hidden text."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.readers import read_bytes

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style")
)


def packed(kind: str, body: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def words(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def number(value: str, text: str, kind: str = "float", more: str = "") -> str:
    return words(text, f'office:value-type="{kind}" office:value="{value}" {more}')


def sheet(*rows: str) -> list[str]:
    body = f'<table:table table:name="Biểu">{"".join(rows)}</table:table>'
    return read_bytes(packed("spreadsheet", body), ".ods").text.rstrip("\n").split("\n")


def test_cells_and_rows_that_are_the_same_are_told_each() -> None:
    twice = 'table:number-columns-repeated="2"'
    rows = sheet(
        f"<table:table-row>{words('Thôn')}{words('2022')}{words('2023')}</table:table-row>",
        f"<table:table-row>{words('Hạ')}{number('5', '5', more=twice)}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="2">{words("Đoài")}'
        f"{number('0', '0', more=twice)}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="1048576">{words("")}</table:table-row>',
    )
    assert rows == ["Thôn | 2022 | 2023", "Hạ | 5 | 5", "Đoài | 0 | 0", "Đoài | 0 | 0"]


@pytest.mark.parametrize(
    ("value", "text", "kind", "wanted"),
    [
        ("1234567.5", "1,234,567.50", "float", "1.234.567,50"),
        ("1234567.5", "1.234.567,50", "float", "1.234.567,50"),
        ("0.9512", "95.12%", "percentage", "95,12%"),
        ("0.9512", "95,12%", "percentage", "95,12%"),
        ("1234", "1,234", "float", "1.234"),
        ("1.234", "1,234", "float", "1,234"),
        ("-5.25", "(5.3)", "float", "(5,3)"),
        ("15", "15 hộ", "float", "15 hộ"),
    ],
)
def test_figures_written_in_english_are_told_by_their_values(
    value: str, text: str, kind: str, wanted: str
) -> None:
    assert sheet(f"<table:table-row>{number(value, text, kind)}</table:table-row>") == [wanted]


def test_raised_figures_and_hidden_text_of_an_odt() -> None:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties'
        ' style:text-position="super 58%"/></style:style><style:style style:name="T2" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T3" style:parent-style-name="T1"/>'
    )
    raised = '10<text:span text:style-name="T1">3</text:span> tấn, đạt 95%'
    raised += '<text:span text:style-name="T3">1</text:span>'
    hidden = '<text:span text:style-name="T2">ghi chú nội bộ</text:span>'
    text = read_bytes(packed("text", f"<text:p>Sản lượng {raised}{hidden}.</text:p>", styles), ".odt").text
    assert text == "Sản lượng 10^3 tấn, đạt 95%[1]."


def test_a_table_inside_a_cell_of_an_odt_parts_no_columns() -> None:
    inner = f"<table:table><table:table-row>{words('xã')}{words('phường')}</table:table-row></table:table>"
    cell = f"<table:table-cell><text:p>Gồm:</text:p>{inner}</table:table-cell>"
    body = f"<table:table><table:table-row>{words('1')}{cell}{words('5')}</table:table-row></table:table>"
    assert read_bytes(packed("text", body), ".odt").text == "1 | Gồm: xã, phường | 5"
