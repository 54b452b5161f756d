"""The page Chỉ tiêu without a browser: names that mean the same, values that disagree, what is hidden."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from ingest.facts.periods import Period
from ingest.facts.record import STATUSES
from ingest.store import Store
from tests.library_world import SECRET, World, made, plain_settings
from ui.access import User
from ui.indicators import chart, strings
from ui.indicators.detail import figures_html, head_html
from ui.indicators.export import as_csv, as_xlsx
from ui.indicators.figures import Figures, read_figures
from ui.indicators.matrix import matrix_html, value_of
from ui.indicators.naming import bare, field_of, key_of, measure_of
from ui.indicators.state import ACROSS, LISTS, ORDERS, Look, address, read_look, write_look
from ui.indicators.table import Row, cell_of, columns_of, facets, shown, told
from ui.marks import escape


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return made(tmp_path_factory.mktemp("indicators"), index=False)


@pytest.fixture(scope="module")
def figures(world: World) -> Figures:
    return read_figures(world.settings)


def row_of(figures: Figures, words: str) -> Row:
    return shown(figures.all, Look(words=words))[0]


# Names

SAME = (
    ("Tỷ lệ dân số tham gia bảo hiểm y tế", "Tỷ lệ người dân có thẻ BHYT", "tỉ lệ bao phủ bảo hiểm y tế"),
    ("Thu ngân sách trên địa bàn", "Tổng thu ngân sách nhà nước trên địa bàn tỉnh", "thu ngân sách"),
    ("Tốc độ tăng trưởng GRDP", "Tốc độ tăng trưởng kinh tế (GRDP)", "Tăng trưởng kinh tế"),
    ("Số giường bệnh/10.000 dân", "số giường bệnh trên 1 vạn dân"),
    ("GRDP bình quân đầu người", "GRDP/người"),
    ("Tỷ lệ xã đạt chuẩn nông thôn mới", "xã nông thôn mới"),
)
OTHER = (
    ("Tỷ lệ hộ nghèo", "Tỷ lệ hộ cận nghèo"),
    ("Tỷ lệ dân số tham gia bảo hiểm y tế", "Tỷ lệ lao động tham gia bảo hiểm xã hội"),
    ("Thu ngân sách", "Chi ngân sách"),
    ("Tỷ lệ dân số nông thôn sử dụng nước sạch", "Tỷ lệ dân số thành thị sử dụng nước sạch"),
    ("Xã đạt chuẩn nông thôn mới", "Xã đạt chuẩn nông thôn mới nâng cao"),
    ("Quy mô kinh tế số", "Quy mô kinh tế"),
)


@pytest.mark.parametrize("names", SAME)
def test_names_that_mean_the_same_have_one_key(names: tuple[str, ...]) -> None:
    assert len({key_of(bare(name, None)) for name in names}) == 1


@pytest.mark.parametrize("names", OTHER)
def test_names_that_mean_other_things_have_two(names: tuple[str, str]) -> None:
    assert key_of(names[0]) != key_of(names[1])


@pytest.mark.parametrize(
    ("written", "unit", "name"),
    [
        ("thu nội địa Dự kiến 03 năm kế hoạch Năm 2028", "Triệu đồng", "Thu nội địa"),
        ("tỷ lệ lao động qua đào tạo đến năm 2025", "%", "Tỷ lệ lao động qua đào tạo"),
        ("sản lượng lúa tấn", "tấn", "Sản lượng lúa"),
        ("TỔNG CHI NGÂN SÁCH Năm hiện hành 2025 Ước thực hiện", "đồng", "Tổng chi ngân sách"),
        ("năm 2025", None, "Năm 2025"),
        ("lễ hội đón nghìn lượt khách", "nghìn lượt khách", "Lễ hội đón lượt khách"),
    ],
)
def test_a_name_is_shown_without_its_column_and_unit(written: str, unit: str | None, name: str) -> None:
    assert bare(written, unit) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("trẻ em tỷ lệ trẻ em tiêm đủ vắc xin", "Tỷ lệ trẻ em tiêm đủ vắc xin"),
        ("nhà văn hóa nhà văn hóa thôn đạt chuẩn", "Nhà văn hóa thôn đạt chuẩn"),
        ("việc làm giới thiệu việc làm lao động", "Giới thiệu việc làm lao động"),
        # The heading is a part of the name, or what compares with it.
        ("tỷ lệ nữ so với tỷ lệ nam", "Tỷ lệ nữ so với tỷ lệ nam"),
        ("thu nội địa so với thu nội địa kỳ trước", "Thu nội địa so với thu nội địa kỳ trước"),
        ("sản phẩm OCOP cố gắng có sản phẩm", "Sản phẩm OCOP cố gắng có sản phẩm"),
        (
            "đường xá và cầu cống của các xã mở thêm mấy đường xá",
            "Đường xá và cầu cống của các xã mở thêm mấy đường xá",
        ),
    ],
)
def test_a_heading_that_is_said_again_is_left_out(written: str, name: str) -> None:
    assert bare(written, None) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("cán bộ đạt chuẩn tỷ lệ", "Tỷ lệ cán bộ đạt chuẩn"),
        ("Trường mầm non, tổng số", "Tổng số trường mầm non"),
        ("tỷ lệ", "Tỷ lệ"),
    ],
)
def test_what_is_measured_comes_first(written: str, name: str) -> None:
    assert bare(written, "%") == name


def test_only_like_is_compared_with_like() -> None:
    assert measure_of("Thu ngân sách", "tỷ đồng", None) == measure_of("Thu ngân sách", "Triệu đồng", None)
    assert measure_of("Tỷ lệ hộ nghèo", "%", "giảm") != measure_of("Tỷ lệ hộ nghèo", "%", "còn")
    assert measure_of("Tăng trưởng GRDP", "%/năm", "tăng") == measure_of("Tăng trưởng GRDP", "%", None)
    assert measure_of("Vốn đầu tư", "%", None) != measure_of("Vốn đầu tư", "tỷ đồng", None)


_SOME = ("tỷ", "lệ", "hộ", "nghèo", "(năm", "2025", "%", ".", "tăng", "<b>", "GRDP", "số")
_WORDS = st.lists(st.sampled_from(_SOME), max_size=8)


@given(_WORDS.map(" ".join), st.sampled_from([None, "%", "tỷ đồng", "ha"]))
def test_naming_bears_anything_and_is_settled_at_once(text: str, unit: str | None) -> None:
    name = bare(text, unit)
    assert key_of(name) == key_of(name.upper())
    assert isinstance(field_of(name), str)
    assert name == name.strip()


# Figures and rows


def test_every_figure_points_into_its_document(world: World, figures: Figures) -> None:
    with Store(world.settings.store) as store:
        texts = {id: store.document(id).text for id in store.ids()}
    assert figures.all
    for one in figures.all:
        assert texts[one.fact.document][slice(*one.quote)] == one.words
        assert one.quote[0] <= one.fact.start < one.fact.end <= one.quote[1]
    assert len({one.id for one in figures.all}) == len(figures.all)


def test_what_several_places_state_comes_first(figures: Figures) -> None:
    rows = shown(figures.all, Look())
    spread = [len(row.places) for row in rows]
    assert spread == sorted(spread, reverse=True)
    assert rows[0].places == {"Sông Mẫu", "Đồi Mẫu"}
    assert columns_of(rows, "place")[0] == "Sông Mẫu"
    assert columns_of(rows, "year") == ["2024", "2023"]


@pytest.mark.parametrize("words", ["bảo hiểm y tế", "bao hiem y te", "BHYT", "Y TE hiem"])
def test_words_are_found_with_and_without_diacritics(figures: Figures, words: str) -> None:
    (row,) = shown(figures.all, Look(words=words if words != "BHYT" else "bảo hiểm"))
    assert {one.fact.text for one in row.figures} == {"91,5%", "93%", "88%", "90%"}


def test_filters_leave_what_fulfils_them_all(figures: Figures) -> None:
    look = Look(places=("Sông Mẫu",), years=("2023",), statuses=("target",))
    held = [one for row in shown(figures.all, look) for one in row.figures]
    assert held
    for one in held:
        assert (one.fact.place, told(one.fact.period), one.fact.status) == ("Sông Mẫu", "2023", "target")
    assert shown(figures.all, Look(statuses=("result",))) == []
    field = held[0].field
    assert {one.field for row in shown(figures.all, Look(fields=(field,))) for one in row.figures} == {field}


@pytest.mark.parametrize(
    "look",
    [
        Look(),
        Look(norms=True, words="ho ngheo"),
        Look(places=("Sông Mẫu",)),
        Look(places=("Sông Mẫu",), years=("2023",), statuses=("target",)),
        Look(places=("Nơi Khác",), differing=True),
        Look(years=("2024",), document="song-mau-2024"),
    ],
)
def test_a_count_is_what_choosing_that_value_alone_would_leave(figures: Figures, look: Look) -> None:
    """Whatever else is chosen, on every list."""
    counts = facets(figures.all, look)
    assert {*counts} == {*LISTS}
    for name, values in counts.items():
        assert {*getattr(look, name)} <= {*values}
        for value, count in values.items():
            rows = shown(figures.all, replace(look, **{name: (value,)}))  # type: ignore[arg-type]
            assert count == sum(len(row.figures) for row in rows), (name, value)
    assert list(facets(figures.all, Look())["years"]) == ["2024", "2023"]


def test_a_year_counts_the_figures_of_every_period_that_holds_it(figures: Figures) -> None:
    """As the filter lets them pass: a figure of 2023-2026 is one of 2024 too."""
    one = figures.all[0]
    long = replace(one, fact=replace(one.fact, period=Period(2023, 2026)))
    alone = sum(row.fact.period is not None and row.fact.period.last == 2024 for row in figures.all)
    counts = facets([*figures.all, long], Look(norms=True))["years"]
    assert counts["2024"] == alone + 1
    assert counts["2026"] == 1
    assert "2025" not in counts  # no document states it as such


def test_figures_without_a_place_or_a_year_stand_in_a_column_of_their_own(figures: Figures) -> None:
    row = row_of(figures, "hộ nghèo")
    bare = replace(
        row.figures[0], fact=replace(row.figures[0].fact, place=None, period=None, number=(998, 999))
    )
    row = replace(row, figures=(*row.figures, bare))
    for across, column in (("place", strings.NO_PLACE), ("year", strings.NO_PERIOD)):
        assert columns_of([row], across)[-1] == column
        assert cell_of(row, column, across) == [bare]
        page = matrix_html([row], Look(across=across, norms=True), "")  # type: ignore[arg-type]
        assert f'<td data-column="{column}"><ul>' in page
        assert column not in columns_of(shown(figures.all, Look()), across)


def test_the_values_of_a_column_sort_the_rows_one_unit_after_the_other(figures: Figures) -> None:
    def values(**look: Any) -> list[tuple[str, float | None]]:
        rows = shown(figures.all, Look(by="Sông Mẫu", **look))
        held = [(row.measure, cell_of(row, "Sông Mẫu", "place")) for row in rows]
        return [(measure, cell[0].amount if cell else None) for measure, cell in held]

    falling, rising = values(), values(rising=True)
    assert [value for measure, value in falling if measure == "%" and value is not None] == [93.0, 2.1]
    assert [value for measure, value in rising if measure == "%" and value is not None] == [2.1, 93.0]
    for found in (falling, rising):
        empty = [value is None for _, value in found]
        assert empty == sorted(empty)  # those without a value come last
        assert sorted(found, key=str) == sorted(falling, key=str)
    heads = matrix_html(shown(figures.all, Look()), Look(), "")
    assert escape(address(Look(by="Sông Mẫu"))) in heads
    assert "aria-sort" not in heads
    heads = matrix_html(shown(figures.all, Look()), Look(by="Sông Mẫu"), "")
    assert 'aria-sort="descending"' in heads
    assert escape(address(Look(by="Sông Mẫu", rising=True))) in heads


def test_values_that_documents_state_differently_are_marked(figures: Figures) -> None:
    """91,5 % and 90 % of one place and year contradict each other; 320 and 320,4 tỷ are the same rounded."""
    health = row_of(figures, "bảo hiểm y tế")
    differing = {one.fact.text for one in health.figures if one.id in health.differing}
    assert differing == {"91,5%", "90%"}
    assert row_of(figures, "thu ngân sách").differing == frozenset()
    assert [row.key for row in shown(figures.all, Look(differing=True))] == [health.key]


def test_the_order_of_reading_changes_nothing(figures: Figures) -> None:
    for order in ORDERS:
        look = Look(order=order, norms=True)
        assert shown(figures.all, look) == shown(tuple(reversed(figures.all)), look)


# The address

looks = st.builds(
    Look,
    words=st.text("aăb ", max_size=9).map(lambda text: " ".join(text.split())),
    places=st.lists(st.text("Đôi M", min_size=1), max_size=2, unique=True).map(sorted).map(tuple),
    years=st.lists(st.sampled_from(["2023", "2024"]), max_size=2, unique=True).map(sorted).map(tuple),
    statuses=st.lists(st.sampled_from(STATUSES), max_size=2, unique=True).map(sorted).map(tuple),
    order=st.sampled_from(ORDERS),
    across=st.sampled_from(("", *ACROSS)),
    norms=st.booleans(),
    differing=st.booleans(),
    page=st.integers(1, 99),
    by=st.sampled_from(["", "Sông Mẫu", "2020–2025"]),
    part=st.integers(1, 9),
    row=st.sampled_from(["", "0a1b2c3d"]),
)


@given(looks)
def test_an_address_opens_the_look_it_was_made_for(look: Look) -> None:
    assert read_look(write_look(look)) == look
    assert re.fullmatch(r"\./chi-tieu(\?[A-Za-z0-9%&=._~+-]*)?", address(look))


_KEYS = ["tim", "noi", "nam", "loai", "xep", "theo", "trang", "cot", "chi", "vb", "xepcot", "tang", "phan"]


@given(st.dictionaries(st.sampled_from(_KEYS), st.lists(st.text(max_size=6), max_size=2)))
def test_any_address_is_read_and_settles(params: dict[str, list[str]]) -> None:
    look = read_look(params)
    assert read_look(write_look(look)) == look


# What is shown


def test_a_cell_links_to_the_sentence_and_shows_the_value_with_its_unit(figures: Figures) -> None:
    page = matrix_html(shown(figures.all, Look()), Look(), "")
    money = next(one for one in figures.all if one.fact.text == "410 tỷ đồng")
    start, end = money.quote
    assert f'href="./?doc=doi-mau-2023&amp;at={start}-{end}"' in page
    assert "410 <small>tỷ đồng</small>" in page
    assert value_of(money) == "410 tỷ đồng"
    assert strings.DIFFERS in page


def test_a_document_that_means_harm_is_only_text(figures: Figures) -> None:
    row = row_of(figures, "nước sạch")
    blocks = (matrix_html([row], Look(), ""), head_html(row, Look()), figures_html(row, figures, Look()))
    for block in blocks:
        assert "onerror" in html.unescape(block)
        assert not re.search(r"<(?:img|b>dùng|script)|javascript:[^\"]*\"", block)


def test_only_a_part_is_drawn_however_much_there_is(figures: Figures) -> None:
    row = row_of(figures, "hộ nghèo")
    many = [Row(f"{row.key} {number}", row.measure, row.figures) for number in range(500)]
    page = matrix_html(many, Look(page=3), "")
    assert page.count("<tr>") == 26
    assert strings.ROWS_PART.format(first=51, last=75, all=500) in page
    assert "trang=2" in page
    assert "trang=4" in page
    assert matrix_html(many, Look(page=999), "").count("<tr>") == 26


def test_every_quote_of_a_cell_can_be_reached(figures: Figures) -> None:
    one = row_of(figures, "hộ nghèo").figures[0]
    many = tuple(
        replace(
            one, fact=replace(one.fact, low=Decimal(n), high=Decimal(n), number=(n, n + 1)), quote=(n, n + 9)
        )
        for n in range(100)
    )
    row = Row(one.key, one.measure, many)
    look = Look(places=(one.fact.place or "",), across="place")
    (rest,) = re.findall(
        r'href="([^"]+)">' + re.escape(strings.MORE.format(97)), matrix_html([row], look, "")
    )
    seen: set[str] = set()
    pages = [html.unescape(rest)]
    for page in pages:
        params = parse_qs(urlsplit(page).query)
        shown_part = figures_html(row, figures, read_look(params))
        seen |= {*re.findall(r"at=(\d+-\d+)", shown_part)}
        ways = re.findall(r'<a class="vb-open" href="([^"]+)">(?:←|Tiếp)', shown_part)
        pages += [way for way in dict.fromkeys(map(html.unescape, ways)) if way not in pages]
    assert seen == {f"{n}-{n + 9}" for n in range(100)}
    assert figures_html(row, figures, Look(part=99)).count("<li>") == 20


def test_a_drawing_holds_just_the_figures(figures: Figures) -> None:
    row = row_of(figures, "bảo hiểm y tế")
    (period,) = chart.periods_of(row)
    drawn = chart.across_places(row, period).spec
    values = {(point["place"], point["value"]) for point in drawn["data"]["values"]}
    assert values == {("Sông Mẫu", 91.5), ("Sông Mẫu", 90.0), ("Đồi Mẫu", 88.0)}
    assert chart.has_years(row)
    json.dumps([drawn, chart.across_years(row).spec])
    money = chart.across_places(row_of(figures, "thu ngân sách"), period).spec
    stated = {(one.fact.place, one.amount) for one in row_of(figures, "thu ngân sách").figures}
    for point in money["data"]["values"]:
        assert (point["place"], point["value"] * 1e9) in stated
    assert "tỷ đồng" in json.dumps(money, ensure_ascii=False)


def test_a_drawing_names_no_colour_and_gives_each_standing_its_own(figures: Figures) -> None:
    row = row_of(figures, "bảo hiểm y tế")
    (period,) = chart.periods_of(row)
    places, years = chart.across_places(row, period).spec, chart.across_years(row).spec
    # A literal colour would stay when the scheme of an open page is switched.
    assert not re.search('#[0-9a-fA-F]{3,8}|[cC]olor": "|range": \\["', json.dumps([places, years]))
    standing = places["layer"][0]["encoding"]["color"]
    assert standing["scale"]["domain"] == [*strings.STATUS.values(), strings.NO_STATUS]
    assert standing["legend"]["values"] == [strings.STATUS["target"]]
    lines = years["layer"][0]["encoding"]
    assert lines["color"]["scale"]["domain"] == ["Sông Mẫu", "Đồi Mẫu"]
    assert lines["strokeDash"]["scale"]["domain"] == standing["scale"]["domain"]
    dashes = lines["strokeDash"]["scale"]["range"]
    assert len({tuple(dash) for dash in dashes}) == len(standing["scale"]["domain"])


def test_a_drawing_shows_every_value_that_is_stated_and_marks_what_is_contradicted(figures: Figures) -> None:
    row = row_of(figures, "bảo hiểm y tế")
    (period,) = chart.periods_of(row)
    for drawn in (chart.across_places(row, period), chart.across_years(row)):
        points = drawn.spec["data"]["values"]
        there = [one for one in points if one["place"] == "Sông Mẫu" and one["year"] == "2023"]
        assert {one["value"] for one in there} == {91.5, 90.0}
        assert {one["turn"] for one in there} == {0, 1}
        assert all(one["said"].startswith(strings.DIFFERS_SIGN) for one in there)
        other = [one for one in points if one["place"] == "Đồi Mẫu"]
        assert [(one["value"], one["differs"]) for one in other] == [(88.0, False)]
    # 320 and 320,4 tỷ say the same as far as the coarser goes: one bar.
    money = row_of(figures, "thu ngân sách")
    (period,) = chart.periods_of(money)
    assert [one["differs"] for one in chart.across_places(money, period).spec["data"]["values"]] == [
        False
    ] * 2


# Files


def test_a_spreadsheet_holds_every_figure_with_its_citation(figures: Figures) -> None:
    rows = shown(figures.all, Look())
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(rows, figures))).active
    assert sheet is not None
    lines: list[tuple[Any, ...]] = list(sheet.iter_rows(values_only=True))
    assert lines[0] == strings.HEADINGS
    assert len(lines) == 1 + sum(len(row.figures) for row in rows)
    line = next(line for line in lines if line[8] == "91,5%")
    assert line[5:8] == (91.5, 91.5, "%")
    assert line[9] == strings.YES
    assert line[12] == "15/QĐ-UBND"
    assert line[16].startswith("“Tỷ lệ dân số tham gia bảo hiểm y tế đạt 91,5%.” (Quyết")
    read = list(csv.reader(io.StringIO(as_csv(rows, figures).decode("utf-8-sig"))))
    assert len(read) == len(lines)
    assert read[0] == list(strings.HEADINGS)


def test_no_word_of_a_document_becomes_a_formula(figures: Figures) -> None:
    row = row_of(figures, "hộ nghèo")
    bad = '=HYPERLINK("http://x";"y")'
    harmful = Row(row.key, row.measure, tuple(replace(one, name=bad, words=bad) for one in row.figures))
    assert b"'=HYPERLINK" in as_csv([harmful], figures)
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([harmful], figures))).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


# The page


def _page(settings: object, user: object) -> None:
    from ui.indicators.page import render

    render(settings, user)  # type: ignore[arg-type]


def opened(world: World, allowed: frozenset[str] | None = None, **params: str) -> AppTest:
    user = User("Người đọc", "doc@mau.vn", frozenset(("read",)), documents_allowed=allowed)
    page = AppTest.from_function(_page, args=(world.settings, user), default_timeout=60)
    for key, value in params.items():
        page.query_params[key] = value
    return page.run()


def text_of(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(block.body for block in page.html if not block.body.startswith("<style"))


def said(page: AppTest, key: str) -> str:
    """One query parameter of the page's address."""
    value = page.query_params[key]
    return value if isinstance(value, str) else value[0]


def test_the_page_searches_filters_and_keeps_it_in_the_address(world: World) -> None:
    page = opened(world)
    assert strings.COUNT.format(rows=5, figures=12, documents=5) in text_of(page)
    page.text_input(key="chi_words").set_value("ho ngheo").run()
    assert said(page, "tim") == "ho ngheo"
    assert "2,4%" in text_of(page)
    assert "410" not in text_of(page)
    page.multiselect(key="chi_years").set_value(["2024"]).run()
    assert said(page, "nam") == "2024"
    assert "2,4%" not in text_of(page)
    page.text_input(key="chi_words").set_value("không có chỉ tiêu ấy").run()
    assert strings.NOTHING in text_of(page)


def test_an_indicator_opens_with_every_quote(world: World, figures: Figures) -> None:
    row = row_of(figures, "bảo hiểm y tế")
    text = text_of(opened(world, chi=row.id))
    for one in row.figures:
        assert f"<mark>{one.fact.text}</mark>" in text
    assert strings.DIFFERS_HELP in text
    assert strings.GONE in text_of(opened(world, chi="00000000"))


def test_an_empty_store_is_told_calmly(tmp_path: Path) -> None:
    assert strings.EMPTY in text_of(opened(World(tmp_path, plain_settings(tmp_path / "store"))))


def hidden(world: World) -> Iterator[str]:
    """What only the secret document says."""
    with Store(world.settings.store) as store:
        yield store.document(SECRET).title
    yield from (SECRET, "Đồi Mẫu", "410", "88%", "150", "rừng sản xuất")


def test_a_limited_document_leaks_nowhere(world: World, figures: Figures) -> None:
    """Neither as a value nor in names, places, counts, choices or an address that names it."""
    with Store(world.settings.store) as store:
        allowed = frozenset(store.ids()) - {SECRET}
    own = row_of(figures, "rừng sản xuất").id
    looks: list[dict[str, str]] = [{}, {"theo": "year"}, {"chi": own}, {"vb": SECRET}, {"noi": "Xa"}]
    looks.append({"chi": row_of(figures, "bảo hiểm y tế").id})
    for params in looks:
        page = opened(world, allowed, **params)
        text = text_of(page).replace(SECRET, "" if "vb" in params else SECRET)
        offered = [option for box in page.multiselect for option in box.options]
        for secret in hidden(world):
            assert secret not in text, params
            assert not any(secret in option for option in offered)
    assert strings.EMPTY in text_of(opened(world, frozenset()))
