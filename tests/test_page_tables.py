"""Rows of a text are shown as tables: every letter once, marked in its cell, and nothing becomes markup."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Hit
from ingest.document import parse
from ingest.passages import passages_of
from ingest.types import Document, Section
from tests.test_page_parts import HARM
from ui.document import TARGET, Ways, document_html
from ui.grid import cells_of, is_row, is_rule, text_html
from ui.outline import outlined
from ui.passages import passages_html
from ui.state import View

PLAN = """UBND HUYỆN SUỐI BẠC

KẾ HOẠCH
Trồng rừng năm 2024 của huyện Suối Bạc

I. CHỈ TIÊU

Số thứ tự | Chỉ tiêu năm 2024 | Mức phấn đấu
(1) | Diện tích rừng trồng mới | 320 ha
(2) | Tỷ lệ che phủ rừng | 51,5%

II. TỔ CHỨC THỰC HIỆN

Phòng Nông nghiệp theo dõi, báo cáo.
"""


@pytest.fixture
def plan() -> Document:
    return parse(PLAN, id="ke-hoach", source="ke-hoach.txt")


def shown(document: Document, at: tuple[int, int] | None = None) -> str:
    return document_html(document, at, Ways("về", "?"))


def test_rows_that_follow_each_other_are_one_table_below_its_head(plan: Document) -> None:
    page = shown(plan)
    assert page.count("<table>") == 1
    assert re.findall(r"<th[^>]*>(?:<span[^>]*></span>)*([^<]+)</th>", page) == [
        "Số thứ tự",
        "Chỉ tiêu năm 2024",
        "Mức phấn đấu",
    ]
    assert page.count("<tr>") == 3
    assert " | " not in page.split('<article class="vb-paper">')[1]


def test_the_quote_is_marked_in_its_cells_and_found_once(plan: Document) -> None:
    at = plan.text.index("(2)"), plan.text.index("51,5%") + len("51,5%")
    page = shown(plan, at)
    assert page.count(f'id="{TARGET}"') == 1
    assert re.findall(r"<mark[^>]*>([^<]+)</mark>", page) == ["(2)", "Tỷ lệ che phủ rừng", "51,5%"]


def test_a_link_of_the_outline_leads_to_a_row_and_the_head_is_no_part(plan: Document) -> None:
    page = shown(plan)
    for section in plan.sections:
        assert page.count(f'id="sec-{section.id}"') == 1
    assert not any(is_row(section.heading) for section, _ in outlined(plan))


def test_a_row_with_fewer_cells_reaches_to_the_edge() -> None:
    page = text_html("A | B | C\nGhi chú chung | 3\n1 | 2 | 3", [], "bảng")
    assert '<td colspan="2">3</td>' in page


def test_cells_between_fences_are_a_table_too() -> None:
    rows = (("Bước", "Việc làm"), ("Bước 1", "Nhận hồ sơ qua bưu điện"), ("Bước 2", "Trả kết quả"))
    table = "\n|\n".join("|\n" + "\n|\n".join(cells) for cells in rows)
    document = parse(f"Điều 1. Các bước\n\n{table}\n|\n", id="buoc", source="buoc.txt")
    assert any(section.kind == "table row" for section in document.sections)
    page = shown(document)
    found = [
        re.findall(r"<t[hd][^>]*>(?:<span[^>]*></span>)*([^<]*)</t[hd]>", row)
        for row in page.split("<tr>")[1:]
    ]
    assert found == [list(cells) for cells in rows]
    assert "<p>|" not in page


def test_a_cell_is_no_heading_of_the_outline_but_what_follows_the_table_is() -> None:
    text = "I. BƯỚC\n|\nNgười thực hiện\n|\nBước 1\n|\nII. KINH PHÍ\nTheo quy định.\n"

    def heading(id: str, line: str) -> Section:
        start = text.index(line)
        return Section(id, "heading", id, line, start, start + len(line), None)

    sections = tuple(
        heading(str(at), line) for at, line in enumerate(("I. BƯỚC", "Người thực hiện", "II. KINH PHÍ"))
    )
    document = replace(parse("x", id="buoc", source="buoc.txt"), text=text, sections=sections)
    assert [section.heading for section, _ in outlined(document)] == ["I. BƯỚC", "II. KINH PHÍ"]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a | b", ["a", "b"]),
        ("| a | b |", ["a", "b"]),
        ("a |  | c", ["a", "", "c"]),
        ("một dòng", ["một dòng"]),
        ("a|b", ["a|b"]),
        ("a |", ["a"]),
    ],
)
def test_cells_of_a_row(line: str, cells: list[str]) -> None:
    assert [line[slice(*span)].strip() for span in cells_of(line, 0, len(line))] == cells


def test_the_rule_below_a_head_is_not_shown() -> None:
    assert is_rule("|---|:--:|") and is_rule("|") and not is_rule("----") and not is_rule("a | b")
    page = text_html("| Xã | Hộ |\n|---|---|\n| Tân An | 12 |", [], "bảng")
    assert "--" not in page and page.count("<tr>") == 2


lines = st.text(st.sampled_from("aộ1 |<>&\"'.-"), max_size=30) | st.sampled_from(HARM)
spans = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=4)


@given(st.lists(lines, max_size=5).map("\n".join), spans)
def test_tables_hold_foreign_text_only_as_text(text: str, marks: list[tuple[int, int]]) -> None:
    page = text_html(text, marks, "bảng")
    bare = re.sub(r"</?(?:div|table|thead|tbody|tr|th|td|p|mark)(?: [a-z-]+=\"[^\"<>]*\")*>", "", page)
    assert "<" not in bare
    said = re.sub(r"[\s|:-]", "", text)
    assert re.sub(r"[\s|:-]", "", html.unescape(bare)) == said


def test_a_passage_with_rows_shows_them_as_a_table(plan: Document) -> None:
    passage = next(one for one in passages_of(plan) if "320 ha" in one.text)
    hit = Hit(passage, 1.0, 1, {"dense": 1, "lexical": None})
    page = passages_html([hit], {}, View(q="diện tích rừng trồng mới"), "diện tích rừng trồng mới")
    assert "<table>" in page and "<mark>Diện tích rừng trồng mới</mark>" in page
