"""Marks of footnotes stick to words and numbers on paper; in the text they change neither."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import parse
from ingest.facts import facts_of
from ingest.readers import read_bytes
from ingest.readers.raised import as_read, raised, settled
from tests.old_files import Par, Text, word97

RAISED = struct.pack("<HB", 0x2A48, 1)  # of a run in a Word 97 file
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
# Pieces of a line, raised ones marked; and what the line says.
LINE = (
    "Năm 2023, tỷ lệ hộ nghèo còn 3,5%",
    "^1",
    " và 1.250",
    "^12",
    " hộ thoát nghèo; diện tích 40 km",
    "^2",
    ".",
)
SAID = "Năm 2023, tỷ lệ hộ nghèo còn 3,5%[1] và 1.250[12] hộ thoát nghèo; diện tích 40 km2."


def as_docx() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in LINE:
        paragraph.add_run(piece.lstrip("^")).font.superscript = piece.startswith("^")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf() -> bytes:
    if not FONT.is_file():
        pytest.skip("no font with Vietnamese letters (DejaVu Sans) on this machine")
    sheet = FPDF(orientation="landscape")
    sheet.add_font("body", fname=str(FONT))
    sheet.set_font("body", size=11)
    sheet.add_page()
    for piece in LINE:
        sheet.char_vpos = "SUP" if piece.startswith("^") else "LINE"
        sheet.write(8, piece.lstrip("^"))
    return bytes(sheet.output())


def as_rtf() -> bytes:
    def coded(text: str) -> str:
        return "".join(char if char < "\x80" else f"\\u{ord(char)}?" for char in text)

    pieces = (rf"{{\super {piece[1:]}}}" if piece.startswith("^") else coded(piece) for piece in LINE)
    return (r"{\rtf1\ansi " + "".join(pieces) + r"\par}").encode()


def as_doc() -> bytes:
    runs = [Text(piece.lstrip("^"), 0, RAISED if piece.startswith("^") else b"") for piece in LINE]
    return word97([Par(runs)], ["Arial"], wide=True)


def as_html() -> bytes:
    pieces = (f"<sup>{piece[1:]}</sup>" if piece.startswith("^") else piece for piece in LINE)
    return f"<html><body><p>{''.join(pieces)}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("made", "suffix"),
    [(as_docx, ".docx"), (as_pdf, ".pdf"), (as_rtf, ".rtf"), (as_doc, ".doc"), (as_html, ".html")],
)
def test_a_note_after_a_number_leaves_the_number_alone(made: Callable[[], bytes], suffix: str) -> None:
    assert read_bytes(made(), suffix).text == SAID


def test_facts_are_those_of_the_text_without_notes() -> None:
    def figures(line: str) -> list[tuple[str, str | None]]:
        text = f"BÁO CÁO\nKết quả giảm nghèo năm 2023\n1. {line}"
        return [(str(fact.low), fact.unit) for fact in facts_of(parse(text, id="x", source="x"))]

    plain = "Tỷ lệ hộ nghèo năm 2023 còn 3,5%; thu ngân sách đạt 1.250 tỷ đồng."
    assert figures(plain.replace("%", "%[1]").replace("đồng", "đồng[2]")) == figures(plain) != []


words = st.text(st.sampled_from("ạbcđêghikLMNÔ 0123456789%.,;)"), max_size=20).filter(
    lambda text: text == text.strip()
)


@given(st.lists(st.tuples(words, st.integers(1, 99)), max_size=4))
def test_notes_are_put_in_and_nothing_else_is_changed(parts: list[tuple[str, int]]) -> None:
    text = settled("".join(word + raised(str(number)) for word, number in parts))
    assert re.sub(r"[\[\]^ ]", "", text) == "".join(f"{word}{number}" for word, number in parts).replace(
        " ", ""
    )


@pytest.mark.parametrize(
    ("figures", "before", "said"),
    [
        ("2", "15 km", "2"),
        ("3", "2.000 Nm", "3"),
        ("2", "x d", "2"),
        ("6", "5 x 10", "^6"),
        ("2", "năm 2010", "[2]"),
        ("2", "chương trình", "[2]"),
        ("(3)", "Nơi nhận", "[3]"),
        ("3", "1.", " [3]"),
        ("1", "", "1"),
    ],
)
def test_powers_stay_and_notes_are_told(figures: str, before: str, said: str) -> None:
    assert as_read(figures, before) == said
