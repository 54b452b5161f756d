"""Chỉ tiêu in a real browser over the bundled digests: the table, its filters, a chart, the quote, the files.

Beside the digests lie three papers of ours: two that say other things of a district than they do, and one
that means harm. Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.library_world import decision
from tests.real_store import RealStore, own_copy, page_over
from tests.tabs import SCHEMES, rgb, serious, watched_tab
from ui import strings as common
from ui.indicators import strings
from ui.indicators.state import Look, address
from ui.screenshots import settle
from ui.theme import PALETTE, SERIES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

INSURED = "Tỷ lệ người dân tham gia bảo hiểm y tế"
TRAINED = "Lao động qua đào tạo"
PAPERS = {
    "thap-muoi-2023-bo-sung": decision("Tháp Mười", 99, 2023, [f"{INSURED} đạt 91,5%."]),
    "thap-muoi-2024": decision("Tháp Mười", 12, 2024, [f"{INSURED} đạt 95%."]),
    "ma-doc": decision(
        "Ác Mẫu",
        66,
        2023,
        ['Tỷ lệ <img src=x onerror="window.hacked=1"> hộ <b>dùng</b> nước sạch đạt 77%.'],
        "<script>window.hacked = 2</script> [bấm](javascript:hacked=3)",
    ),
}
WIDEST = """() => Math.max(
  document.querySelector('[data-testid=stMain]').scrollWidth,
  ...[...document.querySelectorAll('.vb-matrix a, .vb-figures *, .vb-indicator *, button, input')]
    .map(part => Math.floor(part.getBoundingClientRect().right)),
)"""
CHART = "[data-testid=stVegaLiteChart] svg"
WORDS = f"() => [...document.querySelectorAll('{CHART} text')].map(part => part.textContent)"
LETTERS = f"() => [...document.querySelectorAll('{CHART} text')].map(part => getComputedStyle(part).fill)"
BARS = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] .mark-rect.role-mark path')]
  .map(part => getComputedStyle(part).fill)"""


@pytest.fixture(scope="module")
def home(browser: Browser, real_store: RealStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("indicators")
    papers = [folder / f"{name}.txt" for name in PAPERS]
    for path, text in zip(papers, PAPERS.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    with page_over(own_copy(real_store, folder / "own", *papers), browser) as home:
        yield home


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with watched_tab(browser, home) as page:
        yield page


def go(page: Page, home: str, look: Look) -> None:
    page.goto(home + address(look))
    settle(page)


def follow(page: Page, link: Locator, wanted: str) -> None:
    """Click and wait until the address holds ``wanted`` and its view is drawn."""
    link.click()
    page.wait_for_url(re.compile(re.escape(wanted)))
    settle(page)


def row(page: Page, name: str) -> Locator:
    """The row of the table whose indicator is called so."""
    return page.locator(".vb-matrix tbody tr").filter(has=page.get_by_role("link", name=name, exact=True))


def cell(page: Page, name: str, column: str) -> Locator:
    """Where the row of an indicator meets the column that a reader sees under that heading."""
    heads = page.locator(".vb-matrix thead th").all_inner_texts()
    return row(page, name).locator("th, td").nth(heads.index(column))


def open_indicator(page: Page, home: str, words: str, name: str) -> None:
    go(page, home, Look(words=words))
    follow(page, row(page, name).locator("th a"), "chi=")


def choose(page: Page, label: str, option: str) -> None:
    """Take an option of a box of several choices."""
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=option).click()


def test_indicators_stand_by_place_or_by_year(page: Page, home: str) -> None:
    go(page, home, Look(words="qua đào tạo"))
    stated = {"Bắc Giang": "76%", "Hậu Giang": "từ 65%", "Tháp Mười": "trên 69%", "Đồng Tháp": "75,4%"}
    for place, value in stated.items():
        expect(cell(page, TRAINED, place).locator(".vb-value").first).to_have_text(value)
    follow(page, page.get_by_role("radio", name=strings.ACROSS_NAMES["year"]), "theo=year")
    assert {"76%", "trên 69%", "75,4%"} == set(
        cell(page, TRAINED, "2023").locator(".vb-value").all_inner_texts()
    )
    expect(cell(page, TRAINED, "2025").locator(".vb-value")).to_have_text(["từ 65%"])
    expect(cell(page, TRAINED, "2025")).to_contain_text("Hậu Giang")


def test_an_indicator_is_found_and_its_quote_read_by_keyboard_alone(page: Page, home: str) -> None:
    go(page, home, Look())
    page.get_by_label(strings.SEARCH).focus()
    page.keyboard.type("lao dong qua dao tao")
    page.keyboard.press("Enter")
    page.wait_for_url("**tim=lao+dong+qua+dao+tao")
    settle(page)
    assert all("đào tạo" in name for name in page.locator(".vb-matrix tbody th a").all_inner_texts())
    cell(page, TRAINED, "Tháp Mười").locator("a.vb-value").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**doc=thap-muoi-2023-chi-tieu**")
    settle(page)
    assert "69%" in page.locator("#trich").inner_text()
    expect(page.locator("#trich")).to_be_in_viewport()
    page.go_back()
    settle(page)
    expect(row(page, TRAINED)).to_be_visible()


def test_values_that_differ_are_marked_and_alone_in_view_where_asked(page: Page, home: str) -> None:
    go(page, home, Look(words="bảo hiểm y tế"))
    differing = cell(page, INSURED, "Tháp Mười")
    expect(differing).to_contain_text("91,5%")
    expect(differing).to_contain_text("trên 94%")
    expect(differing).to_contain_text(strings.DIFFERS)
    expect(cell(page, INSURED, "Đồng Tháp")).not_to_contain_text(strings.DIFFERS)
    go(page, home, Look())
    page.get_by_role("button", name=strings.FILTERS).click()
    page.get_by_text(strings.DIFFERING, exact=True).click()
    page.wait_for_url("**khac=1**")
    settle(page)
    rows = page.locator(".vb-matrix tbody tr")
    expect(rows).to_have_count(page.locator(".vb-matrix tbody tr", has_text=strings.DIFFERS).count())
    expect(row(page, INSURED)).to_be_visible()


def test_an_indicator_is_drawn_across_places_and_across_years(page: Page, home: str) -> None:
    open_indicator(page, home, "bảo hiểm y tế", INSURED)
    expect(page.locator(CHART)).to_be_visible()
    words = page.evaluate(WORDS)
    assert {"Đồng Tháp", "Tháp Mười", "93%", "≠ 91,5%", "≠ trên 94%"} <= set(words)
    assert len(page.evaluate(BARS)) == 3  # one for each value of 2023
    assert page.locator(f"{CHART} .role-axis-label text", has_text="Tháp").all_text_contents() == [
        "Tháp Mười",
        "Đồng Tháp",
    ]  # the longest first
    quotes = page.locator(".vb-figures li")
    assert strings.DIFFERS_HELP in page.locator(".vb-figures").inner_text()
    expect(quotes.filter(has_text=strings.DIFFERS)).to_have_count(2)
    page.get_by_role("radio", name=strings.ACROSS_NAMES["year"]).click()
    page.wait_for_function(f"({WORDS})().includes('2024')")
    words = page.evaluate(WORDS)
    assert {"2020", "2023", "2024", "2025", "Hậu Giang", "Tháp Mười", strings.DIFFERS_SIGN} <= set(words)
    follow(
        page, quotes.filter(has_text="95%").filter(has_text="2024").locator("a.vb-open"), "doc=thap-muoi-2024"
    )
    assert page.locator("#trich").inner_text() == f"{INSURED} đạt 95%."
    page.go_back()
    settle(page)
    follow(page, page.locator(".vb-indicator .vb-back"), "chi-tieu?tim=")
    expect(row(page, INSURED)).to_be_visible()


def test_a_chart_can_be_read_after_the_scheme_was_switched(page: Page, home: str) -> None:
    page.emulate_media(color_scheme="light")
    open_indicator(page, home, "bảo hiểm y tế", INSURED)
    expect(page.locator(CHART)).to_be_visible()
    colours = {rgb(light): (rgb(light), rgb(dark)) for light, dark in SERIES}
    seen = [colours[bar] for bar in page.evaluate(BARS)]
    assert seen
    for which in (1, 0):
        page.emulate_media(color_scheme=SCHEMES[which])
        wanted = [known[which] for known in seen]
        page.wait_for_function(f"wanted => ({BARS})().join() === wanted.join()", arg=wanted)
        assert set(page.evaluate(LETTERS)) <= {rgb(PALETTE[name][which]) for name in ("ink", "muted")}


def test_filters_tell_how_much_they_leave_and_are_taken_back(page: Page, home: str) -> None:
    go(page, home, Look())
    page.get_by_role("button", name=strings.FILTERS).click()
    page.get_by_label(strings.PLACES, exact=True).click()
    option = page.get_by_role("option", name="Đồng Tháp")
    told = re.fullmatch(r"Đồng Tháp \((\d+)\)", option.inner_text())
    assert told
    option.click()
    page.wait_for_url("**noi=**")
    settle(page)
    expect(page.locator(".vb-count")).to_contain_text(f"{told[1]} số liệu")
    page.keyboard.press("Tab")  # closes the list
    heads = page.locator(".vb-matrix thead th").all_inner_texts()
    assert all(re.fullmatch(r"\d{4}(–\d{4})?", head) for head in heads[1:])  # of one place the years
    choose(page, strings.YEARS, "2023")
    page.wait_for_url("**nam=2023**")
    settle(page)
    heads = page.locator(".vb-matrix thead th").all_inner_texts()
    assert all("2023" in head or head == "2020–2025" for head in heads[1:])
    assert "76%" not in page.locator(".vb-matrix").inner_text()
    page.keyboard.press("Escape")
    for taken, left in (("2023", "nam="), ("Đồng Tháp", "noi=")):
        page.get_by_role("link", name=common.TAKE_OFF.format(taken)).click()
        page.wait_for_url(re.compile(f"^(?!.*{left})"))
        settle(page)
    expect(cell(page, TRAINED, "Bắc Giang")).to_contain_text("76%")


def test_a_heading_sorts_by_its_values_and_sorts_back(page: Page, home: str) -> None:
    go(page, home, Look(words="tỷ lệ"))
    named = page.locator(".vb-matrix tbody th a")
    before = named.all_inner_texts()
    heading = page.get_by_role("columnheader", name="Hậu Giang")
    for sort in ("descending", "ascending"):
        heading.get_by_role("link").click()
        expect(heading).to_have_attribute("aria-sort", sort)
        settle(page)
        values = [first_number(text) for text in shares_in(page, "Hậu Giang")]
        assert len(values) > 2
        assert values == sorted(values, reverse=sort == "descending")
    heading.get_by_role("link").click()
    page.wait_for_url(lambda url: "xepcot" not in url)
    settle(page)
    assert named.all_inner_texts() == before
    page.get_by_label(strings.ORDER).click()
    page.get_by_role("option", name=strings.ORDERS["count"]).click()
    page.wait_for_url("**xep=count**")
    settle(page)
    expect(named.first).to_have_text(INSURED)  # no other is told so often


def shares_in(page: Page, column: str) -> list[str]:
    """The large value of each row in a column, of rows counted in per cent."""
    at = page.locator(".vb-matrix thead th").all_inner_texts().index(column)
    rows = page.locator(".vb-matrix tbody tr").filter(
        has=page.locator(".vb-unit", has_text=re.compile("^%$"))
    )
    first = "ul > li:first-child .vb-value"
    return rows.locator(f":is(th, td):nth-child({at + 1}) {first}").all_inner_texts()


def first_number(text: str) -> Decimal:
    found = re.search(r"\d[\d.]*(?:,\d+)?", text)
    assert found, text
    return Decimal(found[0].replace(".", "").replace(",", "."))


def test_what_is_filtered_is_exported_as_both_files(page: Page, home: str, tmp_path: Path) -> None:
    go(page, home, Look(words="bảo hiểm y tế"))
    shown = page.locator(".vb-count").inner_text()
    page.get_by_role("button", name=strings.EXPORT).click()
    for label, name in ((strings.EXPORT_XLSX, "x.xlsx"), (strings.EXPORT_CSV, "x.csv")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert download.value.suggested_filename == f"{strings.FILE}{Path(name).suffix}"
        download.value.save_as(tmp_path / name)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert sheet is not None
    head, *lines = sheet.iter_rows(values_only=True)
    assert head == strings.HEADINGS
    assert f"{len(lines)} số liệu" in shown
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.reader(file))
    assert told == [list(head), *([("" if one is None else str(one)) for one in line] for line in lines)]
    insured = {line[2:5] + line[8:10] for line in lines if line[0] == INSURED}
    assert ("Tháp Mười", "2023", "chỉ tiêu", "91,5%", strings.YES) in insured
    assert ("Hậu Giang", "2020", "kết quả", "90,21%", None) in insured
    assert all(str(line[10]) in str(line[16]) for line in lines)  # each citation holds its quote


def test_a_document_that_means_harm_is_only_text(page: Page, home: str) -> None:
    go(page, home, Look(places=("Ác Mẫu",)))
    follow(page, page.locator(".vb-matrix tbody th a"), "chi=")
    assert page.evaluate("window.hacked") is None
    assert page.locator(".stApp").locator("img, [onerror], a[href^='javascript']").count() == 0
    assert "<img src=x" in page.locator(".vb-indicator").inner_text()


def test_nothing_overflows_a_phone(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, home, Look())
    for across in (390, 320):
        page.set_viewport_size({"width": across, "height": 844})
        assert page.evaluate(WIDEST) <= across
    follow(page, row(page, INSURED).locator("th a"), "chi=")
    expect(page.locator(CHART)).to_be_visible()
    assert page.evaluate(WIDEST) <= 320


def test_axe_finds_nothing_serious_in_the_table_its_filters_and_an_indicator(page: Page, home: str) -> None:
    go(page, home, Look(differing=True, years=("2023",)))
    assert page.locator("h1").all_inner_texts() == [strings.TITLE]
    assert page.get_by_role("table").count() == 1
    assert serious(page) == []
    page.get_by_role("button", name=re.compile(strings.FILTERS)).click()
    expect(page.get_by_label(strings.YEARS, exact=True)).to_be_visible()
    assert serious(page) == []
    open_indicator(page, home, "bảo hiểm y tế", INSURED)
    expect(page.locator(CHART)).to_be_visible()
    assert page.locator("h1").all_inner_texts() == [INSURED]
    assert serious(page) == []
